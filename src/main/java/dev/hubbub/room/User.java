package dev.hubbub.room;

/**
 * Somebody with an account, as the rest of Hubbub knows them once their token is proven.
 *
 * @param id the account's number in the store; never shown outside
 * @param username the name others see, in the spelling of its registration; never changed, never given again
 */
public record User(long id, String username) {}
