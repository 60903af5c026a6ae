package dev.hubbub.gateway.docs;

/** Tells the compiler's checks, which know it by this name, that what a fluent method hands back may be left lying. */
@interface CanIgnoreReturnValue {}
