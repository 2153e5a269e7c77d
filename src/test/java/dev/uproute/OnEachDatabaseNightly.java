package dev.uproute;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * As {@link OnEachDatabase} in profile nightly, or with {@code -Dtest.databases=each}; on SQLite
 * otherwise, as the tests are to take no longer than somebody waits for them.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.uproute.TestDatabase#used")
public @interface OnEachDatabaseNightly {}
