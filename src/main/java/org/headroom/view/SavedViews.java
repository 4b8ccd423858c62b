package org.headroom.view;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.headroom.terms.Actor;
import org.headroom.terms.Ids;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// The door to views that people keep.
@ApplicationScoped
public class SavedViews {

    private static final int KEPT = 100;
    private static final int NAME = 80;
    private static final int ADDRESS = 2_000;

    /// A page of ours, with its query: no other host, no fragment, nothing that a browser would read otherwise. The
    /// last step may be an id, as of a quota.
    private static final Pattern PAGE =
            Pattern.compile("/[a-z][a-z0-9/-]*(/[A-Za-z0-9%._*-]+)?(\\?[A-Za-z0-9%&=+._*~-]*)?");

    private final SavedViewRows rows;
    private final Clock clock;

    SavedViews(SavedViewRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /// The reader's own and those that are shared with the reader, by name.
    @Transactional
    public List<SavedView> of(Actor reader) {
        return rows.seenBy(reader.subject()).stream().map(row -> row.told(reader)).toList();
    }

    /// Keeps an address under a name; what had that name before is no more.
    ///
    /// @throws InvalidInput when it has no name, is no page of ours, or is one too many
    @Transactional
    public SavedView keep(Actor owner, @Nullable String name, @Nullable String address, boolean isShared) {
        var called = name == null ? "" : name.strip();
        if (called.isEmpty() || called.length() > NAME || called.codePoints().anyMatch(Character::isISOControl)) {
            throw InvalidInput.of("name", "length", "Give the view a name of 1 to " + NAME + " characters.");
        }
        if (address == null || address.length() > ADDRESS || !PAGE.matcher(address).matches()) {
            throw InvalidInput.of("address", "format", "A view is one of the pages here, as /quotas?status=critical.");
        }
        var row = rows.of(owner.subject(), called).orElse(null);
        if (row == null) {
            if (rows.count("owner", owner.subject()) >= KEPT) {
                throw InvalidInput.of("name", "too-many", "You keep " + KEPT + " views. Let go of one first.");
            }
            row = new SavedViewRow(Ids.next(clock.instant()), owner, called);
            row.change(address, isShared, clock.instant().truncatedTo(ChronoUnit.MICROS));
            rows.persist(row);
        } else {
            row.change(address, isShared, clock.instant().truncatedTo(ChronoUnit.MICROS));
        }
        return row.told(owner);
    }

    /// Lets go of one.
    ///
    /// @return whether it was the owner's
    @Transactional
    public boolean end(Actor owner, UUID id) {
        return rows.end(owner.subject(), id);
    }
}
