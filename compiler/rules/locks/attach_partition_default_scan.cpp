#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "compiler/rules/alterations.h"
#include "compiler/rules/checks.h"
#include "compiler/rules/locks/partitions.h"
#include "compiler/rules/loss/losses.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_attach_partition_default_scan(const StatementContext& context,
                                         Diagnostics& diagnostics) {
  const catalog::Catalog& before = context.statement().before;
  const auto tell = [&](catalog::ObjectId parent, Span where,
                        const std::vector<effects::RelationRef>& scans) {
    const catalog::Object* other = default_partition(before, parent);
    if (other == nullptr || !is_older_than_revision(context, other->id)) return;
    const bool read = std::any_of(scans.begin(), scans.end(), [&](const auto& relation) {
      return relation.id == other->id || is_below(before, relation.id, other->id);
    });
    if (!read) return;
    report(context,
           {where,
            fmt::format("all of the default partition `{}` is read for rows that belong into the "
                        "new one while nobody else can use it",
                        shown(context, *other)),
            "move such rows out first and give the default partition a CHECK that keeps them out"},
           diagnostics);
  };
  for_each_alteration<sql::AttachPartition>(
      context, [&](const Alteration& alteration, const sql::AttachPartition& attach) {
        if (attach.bound.has_value() && attach.bound->is_default) return;
        tell(alteration.table->id, attach.partition.span, effects_of(context, alteration).scans);
      });
  const auto* create = std::get_if<sql::CreateTable>(&context.sql().node);
  if (create == nullptr || !create->partition_of.has_value()) return;
  const catalog::Object* parent = before.find_relation(*create->partition_of);
  if (parent == nullptr || (create->bound.has_value() && create->bound->is_default)) return;
  tell(parent->id, create->partition_of->span, context.statement().effects.scans);
}

}  // namespace ashlar::rules
