package org.headroom.terms;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// An exact amount of TPP, devices or dollars. In the API's JSON it is a string of its decimals, because many readers
/// of JSON take a number for a floating one and lose digits. What the ledger has frozen stays the number it was.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Amount {}
