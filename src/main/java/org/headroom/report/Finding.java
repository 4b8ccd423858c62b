package org.headroom.report;

/// What a rule for applications came to. It stops nobody: the officer decides.
///
/// @param rule a stable word, for example `street-address`
/// @param block of BIS-748P, for example `22(a)`, or several: `10, 24`
/// @param message what to do about it, or what holds
/// @param target the named cell of the worksheet it is about
public record Finding(String rule, String block, Severity severity, String message, String target) {

    /// The worst first.
    public enum Severity {
        ERROR,
        WARNING,
        OK
    }
}
