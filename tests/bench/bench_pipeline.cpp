// What each stage of the compiler costs, over generated revisions of six statements. Run it with
// the release preset: build/release/tests/bench/bench_pipeline. The last rows are the whole of
// `lint`; `scan` stands for the parser library's own floor: its scanner over the same bytes.

#include <algorithm>
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "compiler/lint.h"
#include "compiler/pipeline.h"
#include "compiler/schema_of.h"
#include "grammar/parse.h"
#include "grammar/postgres/parser.h"
#include "versions/graph.h"
#include "versions/revision.h"

namespace {

using namespace ashlar;

std::string revision_text(int number) {
  const std::string table = fmt::format("items_{:05}", number);
  const std::string earlier = fmt::format("items_{:05}", std::max(1, number - 7));
  return fmt::format(
      "-- migrate:up\n"
      "CREATE TABLE {0} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, "
      "parent_id bigint, amount numeric(12, 2) NOT NULL DEFAULT 0 CHECK (amount >= 0), "
      "CONSTRAINT fk_{0}_parent FOREIGN KEY (parent_id) REFERENCES {1} (id));\n"
      "CREATE INDEX ix_{0}_name ON {0} (lower(name)) WHERE amount > 0;\n"
      "ALTER TABLE {1} ADD COLUMN extra_{2:05} varchar(100) DEFAULT 'none';\n"
      "COMMENT ON COLUMN {0}.amount IS 'what it costs';\n"
      "INSERT INTO {0} (name, amount) VALUES ('first', 1), ('second', 2.5);\n"
      "-- migrate:down\n"
      "DROP TABLE {0} CASCADE;\n",
      table, earlier, number);
}

std::vector<SourceFile> files(int count) {
  std::vector<SourceFile> all;
  for (int number = 1; number <= count; ++number) {
    all.push_back({fmt::format("versions/{:05}_items.sql", number), revision_text(number)});
  }
  return all;
}

void scan(benchmark::State& state) {
  const std::vector<SourceFile> all = files(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    for (const SourceFile& file : all) benchmark::DoNotOptimize(postgres::scan(file.text));
  }
}

void parse(benchmark::State& state) {
  const std::vector<SourceFile> all = files(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    Diagnostics diagnostics;
    for (const SourceFile& file : all) {
      benchmark::DoNotOptimize(grammar::parse(0, file, diagnostics));
    }
  }
}

void compile(benchmark::State& state) {
  Diagnostics diagnostics;
  const versions::History history =
      versions::make_history(files(static_cast<int>(state.range(0))), diagnostics);
  const auto graph = versions::build_graph(history, diagnostics);
  const rules::Settings settings;
  for (auto _ : state) {
    benchmark::DoNotOptimize(pipeline::compile(*graph, {}, graph->order, settings));
  }
}

void lint(benchmark::State& state) {
  const std::vector<SourceFile> all = files(static_cast<int>(state.range(0)));
  const rules::Settings settings;
  std::set<FileId> wanted;
  for (std::size_t i = 0; i < all.size(); ++i) wanted.insert(static_cast<FileId>(i));
  for (auto _ : state) {
    Diagnostics diagnostics;
    const versions::History history = versions::make_outline(all, diagnostics);
    const auto graph = versions::build_graph(history, diagnostics);
    benchmark::DoNotOptimize(pipeline::lint(*graph, wanted, settings, rules::Fixes::kQuick));
  }
}

void schema(benchmark::State& state) {
  const std::vector<SourceFile> all = files(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    Diagnostics diagnostics;
    const versions::History history = versions::make_outline(all, diagnostics);
    const auto graph = versions::build_graph(history, diagnostics);
    benchmark::DoNotOptimize(pipeline::schema_of(*graph, graph->order));
  }
}

}  // namespace

BENCHMARK(scan)->Arg(2000)->Unit(benchmark::kMillisecond);
BENCHMARK(parse)->Arg(2000)->Unit(benchmark::kMillisecond);
BENCHMARK(compile)->Arg(1000)->Arg(2000)->Arg(10000)->Unit(benchmark::kMillisecond);
BENCHMARK(lint)->Arg(2000)->Arg(10000)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(schema)->Arg(2000)->Arg(10000)->Unit(benchmark::kMillisecond)->UseRealTime();

BENCHMARK_MAIN();
