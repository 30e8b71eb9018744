#include "compiler/judge.h"

namespace ashlar::pipeline {

std::uint32_t origin_of(versions::RevisionIndex revision) {
  return static_cast<std::uint32_t>(revision + 1);
}

catalog::ApplyContext context_of(const versions::Graph& graph, versions::RevisionIndex index) {
  return {&graph.history->sources, graph[index].source.file, origin_of(index)};
}

Judged judge(const versions::Graph& graph, versions::RevisionIndex index,
             const versions::Revision& revision, const effects::Replay& up,
             const rules::Settings& settings, rules::Fixes fixes) {
  Judged judged;
  const auto down = versions::sections(revision, versions::Direction::kDown);
  if (!down.empty()) {
    judged.down = effects::replay(down, up.after, context_of(graph, index), settings.postgres);
  }
  rules::RevisionContext context;
  context.revision = &revision;
  context.sources = &graph.history->sources;
  context.up = &up;
  context.down = judged.down ? &*judged.down : nullptr;
  context.settings = &settings;
  context.fixes = fixes;
  context.ordinal = origin_of(index);
  judged.findings = rules::check(context);
  return judged;
}

}  // namespace ashlar::pipeline
