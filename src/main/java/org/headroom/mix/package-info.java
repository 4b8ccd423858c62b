/// The best mix of several devices for one consignee: as much value, or as many of what is preferred, as every cap and
/// license admits at once.
///
/// [org.headroom.mix.Mixes] is the door. `Plan` makes an integer program of the ways in which each device may go and of
/// the room that each quota has, as far as the exporter is told; `Search` solves it and proves that nothing is better,
/// in exact arithmetic. Nothing is held by asking.
@NullMarked
package org.headroom.mix;

import org.jspecify.annotations.NullMarked;
