package io.cdrstream.http;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the bytes of one answer, copying each once if its length was announced, else twice. Used by one thread at a
 * time.
 */
public final class Body {

    private final int limit;
    private final List<byte[]> chunks = new ArrayList<>();
    private byte @Nullable [] whole;
    private int size;
    private boolean isTooLarge;

    /**
     * An empty one.
     *
     * @param limit bytes that are still accepted
     * @param announced {@code Content-Length}, negative if unknown
     */
    public Body(int limit, long announced) {
        this.limit = limit;
        this.isTooLarge = announced > limit;
        this.whole = announced >= 0 && announced <= limit ? new byte[(int) announced] : null;
    }

    /** Keeps the chunk, or notices that it is too much; returns its size. */
    public int add(ByteBuf chunk) {
        int length = chunk.readableBytes();
        if (isTooLarge || length > limit - size) {
            isTooLarge = true;
            chunks.clear();
            return 0;
        }
        if (whole != null && length > whole.length - size) {
            chunks.add(Arrays.copyOf(whole, size)); // more than announced
            whole = null;
        }
        if (whole == null) {
            chunks.add(new byte[length]);
            chunk.readBytes(chunks.get(chunks.size() - 1));
        } else {
            chunk.readBytes(whole, size, length);
        }
        size += length;
        return length;
    }

    public boolean isTooLarge() {
        return isTooLarge;
    }

    /** All of it; null if it was too large. */
    public byte @Nullable [] bytes() {
        if (isTooLarge) {
            return null;
        }
        if (whole != null) {
            return size == whole.length ? whole : Arrays.copyOf(whole, size);
        }
        byte[] bytes = new byte[size];
        int at = 0;
        for (byte[] chunk : chunks) {
            System.arraycopy(chunk, 0, bytes, at, chunk.length);
            at += chunk.length;
        }
        return bytes;
    }
}
