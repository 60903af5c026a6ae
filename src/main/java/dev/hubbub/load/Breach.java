package dev.hubbub.load;

/**
 * A promise that was broken.
 *
 * @param room the id of the room
 * @param session whose session saw it: the number of the user; negative where it is nobody's
 * @param seq at which number of the room; 0 for none
 * @param what what happened, for a person
 */
record Breach(Promise promise, String room, int session, long seq, String what) {
  /** One line that names all of it. */
  String line() {
    return "promise " + promise.number() + " (" + promise.words() + "): " + what + " [room " + room
        + (session < 0 ? "" : ", session " + session) + (seq == 0 ? "" : ", seq " + seq) + "]";
  }
}
