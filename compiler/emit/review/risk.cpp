// What makes a statement worth a look, weighed. The figures only order statements: data lost comes
// before long work under a lock, that before short locks, and what nobody can be using yet does
// not count.

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "compiler/emit/review/parts.h"

namespace ashlar::emit::review {
namespace {

using effects::LockMode;

constexpr int kUnconfirmedLoss = 1000;
constexpr int kAllowedLoss = 400;
constexpr int kErrorFound = 60;
constexpr int kWarningFound = 25;
constexpr int kNameFound = 0;   // a name is no danger to what runs
constexpr int kLongWork = 100;  // times whom it keeps waiting
constexpr int kRewriting = 50;
constexpr int kReadsBlocked = 20;
constexpr int kWritesBlocked = 10;

struct Reason {
  int weight = 0;
  std::string words;
  bool is_finding = false;
};

int weight_of(const StatedLoss& loss) {
  switch (loss.state) {
    case LossState::kToConfirm:
      return kUnconfirmedLoss;
    case LossState::kAllowed:
      return kAllowedLoss;
    case LossState::kFresh:
      return 0;
  }
  return 0;
}

int weight_of(const FindingView& finding) {
  if (is_about_name(finding.rule)) return kNameFound;
  switch (finding.severity) {
    case Severity::kError:
      return kErrorFound;
    case Severity::kWarning:
      return kWarningFound;
    case Severity::kNote:
      return 0;
  }
  return 0;
}

/// Of holding the lock for a moment.
int weight_of(Blocks blocks) {
  switch (blocks) {
    case Blocks::kReadsAndWrites:
      return kReadsBlocked;
    case Blocks::kWrites:
      return kWritesBlocked;
    case Blocks::kMaintenance:
    case Blocks::kNobody:
      return 0;
  }
  return 0;
}

}  // namespace

bool is_about_name(std::string_view rule) { return rule.starts_with("naming-"); }

Blocks blocks(LockMode mode) {
  switch (mode) {
    case LockMode::kAccessExclusive:
      return Blocks::kReadsAndWrites;
    case LockMode::kExclusive:
    case LockMode::kShareRowExclusive:
    case LockMode::kShare:
      return Blocks::kWrites;
    case LockMode::kShareUpdateExclusive:
      return Blocks::kMaintenance;
    case LockMode::kRowExclusive:
    case LockMode::kRowShare:
    case LockMode::kAccessShare:
      return Blocks::kNobody;
  }
  return Blocks::kNobody;
}

std::string_view to_string(Blocks blocks) {
  switch (blocks) {
    case Blocks::kReadsAndWrites:
      return "reads and writes";
    case Blocks::kWrites:
      return "writes";
    case Blocks::kMaintenance:
      return "VACUUM and other schema changes";
    case Blocks::kNobody:
      return "nobody";
  }
  return "";
}

std::string_view to_string(WorkKind kind) {
  switch (kind) {
    case WorkKind::kRewrite:
      return "rewrites";
    case WorkKind::kScan:
      return "reads all of";
    case WorkKind::kBuild:
      return "builds an index on";
    case WorkKind::kRows:
      return "changes rows of";
  }
  return "";
}

void weigh(StatementView& statement) {
  std::vector<Reason> reasons;
  for (const StatedLoss& loss : statement.losses) {
    const int weight = weight_of(loss);
    if (weight > 0) {
      reasons.push_back(
          {weight, fmt::format("loses {} ({})", loss.name, emit::to_string(loss.state))});
    }
  }
  std::map<std::string, Blocks> held;
  for (const LockView& lock : statement.locks) {
    if (!lock.is_new) held[lock.relation] = lock.blocks;
  }
  for (const Work& work : statement.work) {
    const auto lock = held.find(work.relation);
    if (work.is_new || lock == held.end()) continue;
    const int weight = weight_of(lock->second);
    if (weight == 0) continue;
    reasons.push_back({kLongWork + weight + (work.kind == WorkKind::kRewrite ? kRewriting : 0),
                       fmt::format("{} {} while {} wait", to_string(work.kind), work.relation,
                                   to_string(lock->second))});
    held.erase(lock);
  }
  for (const auto& [relation, strength] : held) {
    const int weight = weight_of(strength);
    if (weight > 0) {
      reasons.push_back({weight, fmt::format("blocks {} of {}", to_string(strength), relation)});
    }
  }
  for (const FindingView& finding : statement.findings) {
    const int weight = weight_of(finding);
    if (weight > 0) {
      reasons.push_back(
          {weight, fmt::format("{} {}", ashlar::to_string(finding.severity), finding.rule), true});
    }
  }
  std::stable_sort(reasons.begin(), reasons.end(),
                   [](const Reason& a, const Reason& b) { return a.weight > b.weight; });
  // What is found is often found for the same reason, and several times: the gravest counts whole.
  int gravest = 0;
  for (const FindingView& finding : statement.findings) {
    gravest = std::max(gravest, weight_of(finding));
    statement.risk += weight_of(finding) > 0 ? 1 : 0;
  }
  statement.risk += gravest;
  for (Reason& reason : reasons) {
    if (!reason.is_finding) statement.risk += reason.weight;
    statement.reasons.push_back(std::move(reason.words));
  }
}

}  // namespace ashlar::emit::review
