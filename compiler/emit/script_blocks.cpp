#include "compiler/emit/script_blocks.h"

#include <fmt/format.h>

#include "compiler/ledger/sql_text.h"

namespace ashlar::emit {
namespace {

using ledger::dollar_quote;
using ledger::literal;

std::string seconds(std::chrono::milliseconds time) {
  return fmt::format("{}.{:03}", time.count() / 1000, time.count() % 1000);
}

/// The settings of the revision's earlier steps hold for the author's words only; the ledger's
/// follow in a session of their own, as in the runtime.
class BatchLoop {
 public:
  explicit BatchLoop(const BatchBlock& block)
      : block_(block),
        batches_(*block.step.statements.front().batches),
        pieces_(batches_.statement),
        wanted_lock_(block.step.statements.front().timeouts.lock.value_or(block.lock_timeout)) {}

  std::string text() const {
    return "\nDECLARE\n"
           "  ashlar_reached pg_catalog.text;\n"
           "  ashlar_end pg_catalog.text;\n"
           "  ashlar_above pg_catalog.text;\n"
           "  ashlar_rows pg_catalog.int8;\n"
           "BEGIN\n"
           "  -- Rows without a key stand before all others: no range of keys holds them.\n" +
           begin() + write(literal(pieces_.key + " IS NULL")) + end("NULL::pg_catalog.text") +
           "  COMMIT;\n" + "  LOOP\n" + begin() +
           fmt::format(
               "  ashlar_above := COALESCE({} || pg_catalog.quote_literal(ashlar_reached),"
               "\n    {});\n",
               literal(pieces_.key + " > "), literal(pieces_.key + " IS NOT NULL")) +
           find_end() + "  IF ashlar_end IS NULL THEN\n" + write("ashlar_above") +
           end("ashlar_reached") + block_.step.ledger_after + "    EXIT;\n  END IF;\n" +
           write(fmt::format("ashlar_above || {} || pg_catalog.quote_literal(ashlar_end)",
                             literal(fmt::format(" AND {} <= ", pieces_.key)))) +
           end("ashlar_end") + "  COMMIT;\n  ashlar_reached := ashlar_end;\n" + rest() +
           "  END LOOP;\nEND\n";
  }

 private:
  std::string begin() const {
    std::string text = fmt::format("  SET LOCAL lock_timeout = {};\n", wanted_lock_.count());
    for (const std::string& setting : block_.step.session) {
      text += "  EXECUTE " + dollar_quote(setting) + ";\n";
    }
    return text;
  }

  /// `condition` is an expression whose value is SQL.
  std::string write(const std::string& condition) const {
    return fmt::format(
        "  EXECUTE {} || '(' || {} || ')' || {};\n"
        "  GET DIAGNOSTICS ashlar_rows = ROW_COUNT;\n",
        dollar_quote(pieces_.head), condition, dollar_quote(pieces_.tail));
  }

  std::string find_end() const {
    return fmt::format(
        "  ashlar_end := NULL;\n"
        "  EXECUTE {} || ashlar_above || {} INTO ashlar_end;\n",
        dollar_quote(
            fmt::format("SELECT {}::pg_catalog.text FROM {} WHERE ", pieces_.key, pieces_.source)),
        dollar_quote(fmt::format(" ORDER BY {} OFFSET {} LIMIT 1", pieces_.key,
                                 batches_.annotation.size - 1)));
  }

  std::string end(std::string_view reached) const {
    return block_.clean_session +
           fmt::format("SET LOCAL lock_timeout = {};\n", block_.lock_timeout.count()) +
           block_.words.batch_done_as(block_.step.ledger_step, reached, "ashlar_rows");
  }

  std::string rest() const {
    const annotations::Batch& batch = batches_.annotation;
    std::string text;
    if (batch.pause.count() > 0) {
      text += fmt::format("  PERFORM pg_catalog.pg_sleep({});\n", seconds(batch.pause));
    }
    if (batch.max_lag) {
      // Seen only with the rights of pg_monitor; who sees nothing waits for nothing.
      text += fmt::format(
          "  WHILE (SELECT COALESCE(pg_catalog.max(extract(epoch FROM replay_lag)), 0)\n"
          "    FROM pg_catalog.pg_stat_replication) > {} LOOP\n"
          "    COMMIT;\n"
          "    PERFORM pg_catalog.pg_sleep(0.5);\n"
          "  END LOOP;\n",
          seconds(*batch.max_lag));
    }
    return text;
  }

  const BatchBlock& block_;
  const grammar::Batches& batches_;
  const postgres::KeysetStatement& pieces_;
  std::chrono::milliseconds wanted_lock_;
};

}  // namespace

std::string batch_block(const BatchBlock& block) {
  return fmt::format("DO {};\n", dollar_quote(BatchLoop(block).text()));
}

std::string verify_block(const plan::PlannedRevision& revision, const plan::VerifyQuery& query) {
  // row_to_json keeps the order of the columns, whatever they are called.
  const std::string body = fmt::format(
      "\nDECLARE\n"
      "  answer record;\n"
      "  first pg_catalog.json;\n"
      "BEGIN\n"
      "  FOR answer IN EXECUTE {} LOOP\n"
      "    first := NULL;\n"
      "    SELECT j.value INTO first\n"
      "      FROM pg_catalog.json_each(pg_catalog.row_to_json(answer)) j LIMIT 1;\n"
      "    IF first::pg_catalog.text = 'null'\n"
      "      OR pg_catalog.json_typeof(first) = 'boolean' AND first::pg_catalog.text = 'false' "
      "THEN\n"
      "      RAISE EXCEPTION USING MESSAGE = {},\n"
      "        DETAIL = {};\n"
      "    END IF;\n"
      "  END LOOP;\n"
      "END\n",
      dollar_quote(query.sql),
      literal(fmt::format("what revision {} verifies does not hold: a row's first column is false "
                          "or NULL",
                          revision.record.id)),
      literal(fmt::format("{}:{}; the revision is applied", revision.file, query.line)));
  return fmt::format("DO {};\n", dollar_quote(body));
}

}  // namespace ashlar::emit
