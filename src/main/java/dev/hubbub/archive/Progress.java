package dev.hubbub.archive;

/** Is told how far something has come. */
public interface Progress {
  /**
   * So far it is.
   *
   * @param what a word for what is going on
   * @param all what {@code done} will be in the end, as far as that is known
   */
  void at(String what, long done, long all);
}
