package org.headroom.imports;

import java.nio.ByteBuffer;

/// The references of a file, each as eight bytes of a digest: twelve bytes a row, for as many rows as there are.
final class SeenReferences {

    private long[] digests = new long[1 << 12];
    private int[] rows = new int[1 << 12];
    private int count;

    /// @param digest of the reference, at least 8 bytes of SHA-256
    /// @return the row that has the reference already; 0 when it is the first
    int seenIn(byte[] digest, int row) {
        if (count * 2 >= digests.length) {
            grow();
        }
        return put(ByteBuffer.wrap(digest).getLong(), row);
    }

    private int put(long digest, int row) {
        int at = (int) digest & digests.length - 1;
        while (rows[at] != 0) {
            if (digests[at] == digest) {
                return rows[at];
            }
            at = at + 1 & digests.length - 1;
        }
        digests[at] = digest;
        rows[at] = row;
        count++;
        return 0;
    }

    private void grow() {
        var oldDigests = digests;
        var oldRows = rows;
        digests = new long[oldDigests.length * 2];
        rows = new int[oldRows.length * 2];
        count = 0;
        for (int i = 0; i < oldRows.length; i++) {
            if (oldRows[i] != 0) {
                put(oldDigests[i], oldRows[i]);
            }
        }
    }
}
