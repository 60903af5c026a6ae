/** The web client as the build left it in the jar: its files, their forms, and what a page of it may do. */
@NullMarked
package dev.hubbub.gateway.web;

import org.jspecify.annotations.NullMarked;
