#include <algorithm>
#include <fmt/format.h>

#include "compiler/rules/alterations.h"
#include "compiler/rules/checks.h"
#include "compiler/rules/locks/partitions.h"
#include "compiler/rules/loss/losses.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_attach_partition_scan(const StatementContext& context, Diagnostics& diagnostics) {
  for_each_alteration<sql::AttachPartition>(
      context, [&](const Alteration& alteration, const sql::AttachPartition& attach) {
        const catalog::Catalog& before = context.statement().before;
        const catalog::Object* child = before.find_relation(attach.partition);
        if (child == nullptr || !is_older_than_revision(context, child->id)) return;
        const std::vector<effects::RelationRef> scans = effects_of(context, alteration).scans;
        const bool read = std::any_of(scans.begin(), scans.end(), [&](const auto& relation) {
          return relation.id == child->id || is_below(before, relation.id, child->id);
        });
        if (!read) return;
        report(context,
               {attach.partition.span,
                fmt::format("all of `{}` is read for rows that do not fit while nobody else can "
                            "use it",
                            shown(context, *child)),
                "give it a CHECK that says what the bound says, NOT VALID, and VALIDATE it first; "
                "drop it afterwards"},
               diagnostics);
      });
}

}  // namespace ashlar::rules
