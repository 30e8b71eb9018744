// The same diagram in two languages. Names of revisions are letters, digits, `_`, `.` and `-`;
// messages are anything.
// Sources: graphviz.org, "The DOT Language" and "Character entities"; mermaid.js.org, "Flowcharts",
// "Entity codes to escape characters".

#include <fmt/format.h>

#include "compiler/emit/history/history.h"
#include "compiler/emit/terminal.h"

namespace ashlar::emit {
namespace {

using versions::RevisionIndex;

/// What Graphviz would read in a quoted label.
std::string dot_label(std::string_view text) {
  std::string label;
  for (const char letter : printable(text)) {
    switch (letter) {
      case '"':
      case '\\':
        label += '\\';
        label += letter;
        break;
      case '&':
        label += "&amp;";
        break;
      default:
        label += letter;
    }
  }
  return label;
}

bool is_harmless_in_mermaid(char letter) {
  constexpr std::string_view kPlain = " .,_-+/()!?";
  const auto byte = static_cast<unsigned char>(letter);
  const bool is_word = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                       (letter >= '0' && letter <= '9');
  return is_word || byte >= 0x80U || kPlain.find(letter) != std::string_view::npos;
}

std::string mermaid_label(std::string_view text) {
  std::string label;
  for (const char letter : printable(text)) {
    if (is_harmless_in_mermaid(letter)) {
      label += letter;
    } else {
      label += fmt::format("#{};", static_cast<unsigned>(static_cast<unsigned char>(letter)));
    }
  }
  return label;
}

/// Calls `edge(below, above)` for every cause of a listed revision that is listed too.
template <typename Edge>
void for_edges(const HistoryView& view, const std::vector<std::vector<RevisionIndex>>& causes,
               const Edge& edge) {
  const versions::RevisionSet listed = versions::to_set(view.listed);
  for (const RevisionIndex index : view.listed) {
    for (const RevisionIndex cause : causes[index]) {
      if (listed.contains(cause)) edge(cause, index);
    }
  }
}

bool is_applied(const HistoryView& view, RevisionIndex index) {
  return view.applied.has_value() && view.applied->contains(index);
}

std::string labels_text(const versions::Graph& graph, RevisionIndex index) {
  const std::vector<std::string> labels = versions::labels_of(graph, index);
  return labels.empty() ? "" : fmt::format(" ({})", fmt::join(labels, ", "));
}

}  // namespace

std::string history_dot(const HistoryView& view) {
  const versions::Graph& graph = *view.graph;
  std::string text =
      "digraph history {\n"
      "  rankdir=BT;\n"
      "  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n";
  for (const RevisionIndex index : view.listed) {
    const versions::Revision& revision = graph[index];
    text += fmt::format("  \"{0}\" [label=\"{0}{1}\\n{2}\"{3}{4}];\n", revision.id,
                        dot_label(labels_text(graph, index)), dot_label(revision.message),
                        is_applied(view, index) ? ", style=\"rounded,filled\"" : "",
                        graph.children[index].empty() ? ", penwidth=2" : "");
  }
  for_edges(view, graph.parents, [&](RevisionIndex below, RevisionIndex above) {
    text += fmt::format("  \"{}\" -> \"{}\";\n", graph[below].id, graph[above].id);
  });
  for_edges(view, graph.depends, [&](RevisionIndex below, RevisionIndex above) {
    text += fmt::format("  \"{}\" -> \"{}\" [style=dashed];\n", graph[below].id, graph[above].id);
  });
  return text + "}\n";
}

std::string history_mermaid(const HistoryView& view) {
  const versions::Graph& graph = *view.graph;
  // An id may be a word of the language, so nodes have numbers.
  std::string text = "flowchart BT\n";
  std::string applied;
  for (const RevisionIndex index : view.listed) {
    const versions::Revision& revision = graph[index];
    text += fmt::format("  r{}[\"{}{}<br>{}\"]\n", graph.rank[index], mermaid_label(revision.id),
                        mermaid_label(labels_text(graph, index)), mermaid_label(revision.message));
    if (!is_applied(view, index)) continue;
    applied += fmt::format("{}r{}", applied.empty() ? "" : ",", graph.rank[index]);
  }
  for_edges(view, graph.parents, [&](RevisionIndex below, RevisionIndex above) {
    text += fmt::format("  r{} --> r{}\n", graph.rank[below], graph.rank[above]);
  });
  for_edges(view, graph.depends, [&](RevisionIndex below, RevisionIndex above) {
    text += fmt::format("  r{} -.-> r{}\n", graph.rank[below], graph.rank[above]);
  });
  if (applied.empty()) return text;
  return text + "  classDef applied stroke-width:3px\n  class " + applied + " applied\n";
}

}  // namespace ashlar::emit
