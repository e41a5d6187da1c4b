package io.cdrstream.source;

import io.cdrstream.model.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of asking by id.
 *
 * @param page the records found; null if the API refused or failed
 * @param missing ids that the API does not know
 * @param failure what went wrong; null if nothing did
 */
public record LookUp(@Nullable Page page, List<String> missing, @Nullable Answer failure) {}
