package org.headroom.view;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.headroom.terms.Actor;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Table(name = "saved_view")
@NullUnmarked
class SavedViewRow {

    @Id
    private UUID id;

    @Column(updatable = false)
    private String exporter;

    @Column(updatable = false)
    private String owner;

    @Column(updatable = false)
    private String ownerName;

    @Column(updatable = false)
    private String name;

    private String address;
    private boolean isShared;
    private Instant savedAt;

    SavedViewRow() {}

    SavedViewRow(UUID id, Actor owner, String name) {
        this.id = id;
        this.exporter = owner.exporter();
        this.owner = owner.subject();
        this.ownerName = owner.name();
        this.name = name;
    }

    void change(String address, boolean isShared, Instant at) {
        this.address = address;
        this.isShared = isShared;
        this.savedAt = at;
    }

    SavedView told(Actor reader) {
        return new SavedView(id, name, address, owner.equals(reader.subject()), ownerName, isShared, savedAt);
    }
}
