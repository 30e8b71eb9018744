#pragma once

// A history made of texts, as the plan's tests need it.

#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "compiler/pipeline.h"

namespace ashlar::plan_tests {

/// (name, text) in the order of the names.
using Files = std::vector<std::pair<std::string, std::string>>;

class Project {
 public:
  explicit Project(const Files& files) {
    std::vector<SourceFile> sources;
    for (const auto& [name, text] : files) sources.push_back({"versions/" + name, text});
    Diagnostics diagnostics;
    history_ = std::make_unique<versions::History>(
        versions::make_history(std::move(sources), diagnostics));
    graph_ = versions::build_graph(*history_, diagnostics);
    for (const Diagnostic& diagnostic : diagnostics) {
      EXPECT_NE(diagnostic.severity, Severity::kError) << diagnostic.message;
    }
    EXPECT_TRUE(graph_.has_value());
  }

  [[nodiscard]] const versions::Graph& graph() const { return *graph_; }
  [[nodiscard]] const Sources& sources() const { return history_->sources; }
  [[nodiscard]] const versions::Revision& operator[](const std::string& id) const {
    return (*graph_)[*graph_->find(id)];
  }
  [[nodiscard]] versions::RevisionSet set(const std::vector<std::string>& ids) const {
    versions::RevisionSet result;
    for (const std::string& id : ids) result.insert(*graph_->find(id));
    return result;
  }

  [[nodiscard]] pipeline::Planned upgrade(const std::vector<std::string>& applied = {},
                                          const std::string& target = "heads") const {
    const auto path = versions::upgrade_path(*graph_, target, set(applied));
    EXPECT_TRUE(path.ok()) << (path.ok() ? "" : path.error().message);
    return pipeline::make_plan(*graph_, *path, {}, {});
  }
  [[nodiscard]] pipeline::Planned downgrade(const std::vector<std::string>& applied,
                                            const std::string& target = "base") const {
    const auto path = versions::downgrade_path(*graph_, target, set(applied));
    EXPECT_TRUE(path.ok()) << (path.ok() ? "" : path.error().message);
    return pipeline::make_plan(*graph_, *path, {}, {});
  }

 private:
  std::unique_ptr<versions::History> history_;
  std::optional<versions::Graph> graph_;
};

inline std::vector<std::string> rules_of(const Diagnostics& findings) {
  std::vector<std::string> rules;
  for (const Diagnostic& finding : findings) rules.push_back(finding.rule);
  return rules;
}

}  // namespace ashlar::plan_tests
