#include "grammar/sql/statements.h"

namespace ashlar::sql {

StatementNode::StatementNode() = default;
StatementNode::StatementNode(const StatementNode& other) = default;
StatementNode::StatementNode(StatementNode&& other) noexcept = default;
StatementNode& StatementNode::operator=(const StatementNode& other) {
  return *this = StatementNode(other);
}
StatementNode& StatementNode::operator=(StatementNode&& other) noexcept = default;
StatementNode::~StatementNode() = default;

}  // namespace ashlar::sql
