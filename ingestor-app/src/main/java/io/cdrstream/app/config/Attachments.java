package io.cdrstream.app.config;

import io.cdrstream.app.config.Problems.Place;
import io.cdrstream.app.config.Values.Placed;
import io.cdrstream.http.TrustedTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files that a configuration refers to, relative to its own folder: secrets and lists of accounts. */
final class Attachments {

    private final Path folder;
    private final Problems problems;

    Attachments(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    /** The secret in the key's value, or in the file that the other key names; null if there is none. */
    @Nullable
    String secret(Values values, ConfigKey<String> inline, ConfigKey<Path> file, boolean isRequired) {
        if (values.has(inline) && values.has(file)) {
            problems.error(values.placeOf(file), "there is " + inline.name() + " as well", "keep one of them");
            return null;
        }
        if (values.written(file) != null) {
            return secret(values, file);
        }
        if (isRequired && !values.has(inline) && !values.has(file)) {
            problems.error(
                    values.placeOf(inline),
                    "is required",
                    "write " + inline.name() + ": ${A_VARIABLE}, or " + file.name() + ": a file");
        }
        return values.written(inline);
    }

    /** The secret in the file that the key names; null if there is none. */
    @Nullable
    String secret(Values values, ConfigKey<Path> file) {
        @Nullable Path path = values.written(file);
        return path == null ? null : content(path, values.placeOf(file));
    }

    /** The file of certificates that the key names; null if there is none that can be trusted. */
    @Nullable
    Path certificates(Values values, ConfigKey<Path> file) {
        @Nullable Path path = values.written(file);
        if (path == null) {
            return null;
        }
        Path found = folder.resolve(path);
        try {
            Files.readAllBytes(found);
        } catch (IOException e) {
            FileProblem problem = FileProblem.of(folder, path.toString(), e);
            problems.error(values.placeOf(file), problem.what(), problem.remedy());
            return null;
        }
        if (!TrustedTls.areCertificates(found)) {
            problems.error(
                    values.placeOf(file),
                    "the file " + found + " holds no certificate, or a broken one",
                    "it is PEM: -----BEGIN CERTIFICATE-----");
            return null;
        }
        return found;
    }

    /** One account a line; {@code #} begins a comment. */
    List<Placed> accounts(String file, Place place) {
        List<Placed> accounts = new ArrayList<>();
        @Nullable String content = read(file, place);
        if (content == null) {
            return accounts;
        }
        List<String> lines = content.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String account = lines.get(i).replaceFirst("#.*", "").strip();
            if (!account.isEmpty()) {
                accounts.add(new Placed(account, new Place(place.path() + ", " + file, i + 1)));
            }
        }
        if (accounts.isEmpty()) {
            problems.error(place, "the file " + file + " names no account", null);
        }
        return accounts;
    }

    private @Nullable String content(Path path, Place place) {
        @Nullable String content = read(path.toString(), place);
        if (content != null && content.isBlank()) {
            problems.error(place, "there is no secret in the file " + path, "it holds the secret and nothing else");
            return null;
        }
        @Nullable String secret = content == null ? null : content.strip();
        if (secret != null && secret.contains("\n")) {
            problems.error(
                    place, "there are several lines in the file " + path, "it holds the secret and nothing else");
            return null;
        }
        return secret;
    }

    private @Nullable String read(String file, Place place) {
        try {
            return Files.readString(folder.resolve(file)).replaceFirst("^\uFEFF", ""); // some editors' byte order mark
        } catch (InvalidPathException | IOException e) {
            FileProblem problem = FileProblem.of(folder, file, e);
            problems.error(place, problem.what(), problem.remedy());
            return null;
        }
    }
}
