package dev.hubbub.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** A line plot as inline SVG, coloured by the page it stands in. */
final class Plot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 240;
  private static final int LEFT = 56;
  private static final int RIGHT = 12;
  private static final int TOP = 10;
  private static final int BOTTOM = 30;
  private static final int STEPS = 4;
  private static final int MOST_LABELS = 8;

  private final String title;
  private final String unit;
  private final List<String> positions;
  private final List<Line> lines = new ArrayList<>();

  private record Line(String name, List<Double> values) {}

  /**
   * A plot without lines.
   *
   * @param unit of the values
   * @param positions what the places along the horizontal axis are called; all lines have a value for each
   */
  Plot(String title, String unit, List<String> positions) {
    this.title = title;
    this.unit = unit;
    this.positions = positions;
  }

  /** Adds a line. */
  Plot line(String name, double... values) {
    lines.add(new Line(name, DoubleStream.of(values).boxed().toList()));
    return this;
  }

  /** The figure; empty where there is not enough to draw. */
  String figure() {
    if (positions.size() < 2) {
      return "";
    }
    double top = niceTop();
    StringBuilder svg = new StringBuilder("<figure><figcaption>")
        .append(title)
        .append(" <span>")
        .append(unit)
        .append("</span>");
    for (int i = 0; i < lines.size(); i++) {
      svg.append("<b class=\"s")
          .append(i)
          .append("\">")
          .append(lines.get(i).name())
          .append("</b>");
    }
    svg.append("</figcaption>\n<svg viewBox=\"0 0 ")
        .append(WIDTH + " " + HEIGHT)
        .append("\" role=\"img\" aria-label=\"")
        .append(title)
        .append("\">\n");
    for (int step = 0; step <= STEPS; step++) {
      double value = top * step / STEPS;
      svg.append(String.format(
          Locale.ROOT,
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
              + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
          LEFT,
          WIDTH - RIGHT,
          y(value, top),
          y(value, top),
          LEFT - 6,
          y(value, top) + 4,
          number(value)));
    }
    int every = (positions.size() + MOST_LABELS - 1) / MOST_LABELS;
    for (int i = 0; i < positions.size(); i += every) {
      svg.append(String.format(
          Locale.ROOT,
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
          x(i),
          HEIGHT - 10,
          positions.get(i)));
    }
    for (int i = 0; i < lines.size(); i++) {
      svg.append("<polyline class=\"s").append(i).append("\" points=\"");
      List<Double> values = lines.get(i).values();
      for (int at = 0; at < values.size(); at++) {
        svg.append(
            String.format(Locale.ROOT, "%.1f,%.1f ", x(at), y(Math.max(0, values.get(at)), top)));
      }
      svg.append("\"/>\n");
    }
    return svg.append("</svg></figure>\n").toString();
  }

  private double x(int at) {
    return LEFT + (double) (WIDTH - LEFT - RIGHT) * at / (positions.size() - 1);
  }

  private static double y(double value, double top) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top;
  }

  /** The least of 1, 2, 4 or 8 times a power of ten that nothing passes: its quarters are short numbers. */
  private double niceTop() {
    double most = 0;
    for (Line line : lines) {
      for (double value : line.values()) {
        most = Math.max(most, value);
      }
    }
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(most, 1e-3))));
    for (double factor : new double[] {1, 2, 4, 8}) {
      if (most <= factor * power) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static String number(double value) {
    return value >= 10_000
        ? String.format(Locale.ROOT, "%.3gk", value / 1_000)
        : value >= 100 || value == Math.rint(value)
            ? String.format(Locale.ROOT, "%.0f", value)
            : String.format(Locale.ROOT, "%.2g", value);
  }
}
