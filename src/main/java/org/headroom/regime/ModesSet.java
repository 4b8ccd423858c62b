package org.headroom.regime;

import java.util.Map;

/// The modes that were set since the service was configured, by regime. Somebody else keeps them: the rules of law know
/// no database.
@FunctionalInterface
public interface ModesSet {

    Map<String, Mode> now();
}
