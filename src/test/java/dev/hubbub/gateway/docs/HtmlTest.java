package dev.hubbub.gateway.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HtmlTest {
  private static String line(String markdown) {
    return new Html().line(markdown).toString();
  }

  @Test
  void textStaysTextWhereverItStands() {
    String text = "<b a=\"x\" c='y'>&";
    String shown = "&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;";
    assertEquals(
        "<i t=\"" + shown + "\">" + shown + "</i>",
        new Html().element("i", text, "t", text).toString());
    assertEquals("<code>" + shown + "</code>", line("`" + text + "`"));
    assertEquals("<a href=\"&quot;&lt;\">&lt;</a>", line("[<](\"<)"));
  }

  @Test
  void codeAndLinksAreKnownAndWhatOnlyLooksLikeThemIsText() {
    assertEquals("a <code>b</code> c", line("a `b` c"));
    assertEquals("<a href=\"/x\">y</a>, z", line("[y](/x), z"));
    assertEquals("<code>[y](/x)</code>", line("`[y](/x)`"));
    assertEquals("a ` b", line("a ` b"));
    assertEquals("[a] (b) [c](d", line("[a] (b) [c](d"));
    assertEquals("", line(""));
  }

  @Test
  void blankLinesPartParagraphs() {
    assertEquals("<p>a</p><p>b\nc</p>", new Html().prose("a\n\nb\nc").toString());
  }
}
