package dev.hubbub.gateway.docs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTML as it is written: whatever is handed in as text, or as the value of an attribute, stays text. */
@CanIgnoreReturnValue
final class Html {
  private static final Pattern INLINE = Pattern.compile("`([^`]*)`|\\[([^\\]]*)]\\(([^)]*)\\)");

  private final StringBuilder to = new StringBuilder(1 << 18);

  /** Begins an element; {@code attributes} are names and values in turn. */
  Html open(String tag, String... attributes) {
    to.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      to.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      to.append('"');
    }
    to.append('>');
    return this;
  }

  /** Ends an element. */
  Html close(String tag) {
    to.append("</").append(tag).append('>');
    return this;
  }

  /** A whole element with nothing but text in it. */
  Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  /** Text. */
  Html text(String text) {
    escape(text);
    return this;
  }

  /**
   * A text of the documents, as paragraphs. Of Markdown it knows what they use: blank lines, code between backticks, and
   * links.
   */
  Html prose(String markdown) {
    for (String paragraph : markdown.split("\n\n", -1)) {
      open("p").line(paragraph).close("p");
    }
    return this;
  }

  /** The same, within a line. */
  Html line(String markdown) {
    Matcher inline = INLINE.matcher(markdown);
    int at = 0;
    while (inline.find()) {
      text(markdown.substring(at, inline.start()));
      if (inline.group(1) != null) {
        element("code", inline.group(1));
      } else {
        element("a", inline.group(2), "href", inline.group(3));
      }
      at = inline.end();
    }
    return text(markdown.substring(at));
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> to.append("&amp;");
        case '<' -> to.append("&lt;");
        case '>' -> to.append("&gt;");
        case '"' -> to.append("&quot;");
        case '\'' -> to.append("&#39;");
        default -> to.append(c);
      }
    }
  }

  @Override
  public String toString() {
    return to.toString();
  }
}
