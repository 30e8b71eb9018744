#pragma once

// What a statement does to the catalog: the server's DDL semantics, replayed on a value.
// In: the catalog before, a statement. Out: the catalog after, what changed, and what the server
// would refuse. A statement that the server would refuse changes as much as can be followed, so
// that one mistake is reported once; what cannot be read leaves doubts (catalog.h). Layer:
// compiler/catalog.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/catalog/catalog.h"
#include "compiler/catalog/problem.h"
#include "grammar/sql/statements.h"
#include "grammar/text/source.h"

namespace ashlar::catalog {

struct ApplyContext {
  const Sources* sources = nullptr;  ///< the text that spans point into; never null
  FileId file = 0;
  std::uint32_t revision = 0;  ///< recorded as the origin of what the statement makes
  /// Of a statement that stands in no file (what EXECUTE builds, the body of a function): the text
  /// that its spans count in, and the words of the file that run it. Null and empty otherwise.
  const std::string* text = nullptr;
  Span run_by = {};
  /// Major version of the server; what older ones refuse is a problem below it.
  int postgres = 18;
};

/// A column that went, with what it was.
struct DroppedColumn {
  ObjectId table = 0;
  Column column;
};

/// What one statement did. Ids in `dropped` resolve in the catalog before, all others in the one
/// after.
struct Changes {
  std::vector<ObjectId> created;
  std::vector<ObjectId> altered;
  std::vector<ObjectId> renamed;  ///< new name, schema or both
  /// Objects that went, the named ones first, then those that went with them (CASCADE closure,
  /// owned sequences, indexes of a column), in the order in which they were reached.
  std::vector<ObjectId> dropped;
  std::size_t dropped_by_name = 0;  ///< how many of `dropped` the statement names
  std::vector<DroppedColumn> dropped_columns;
};

/// A statement that ran inside another one: in a DO block, in a function that it calls.
struct InnerStatement {
  sql::Statement statement;
  /// The text that its spans count in; null: the file's.
  std::shared_ptr<const std::string> text;
  Span run_by;  ///< the words of the file that run it
  Catalog before;
  Changes changes;
  Catalog after;
};

/// A part of a statement that runs at the server but cannot be read here; what it may touch is in
/// doubt from then on.
struct Unread {
  Span where;
  std::string reason;
};

struct Applied {
  Catalog after;
  Changes changes;
  /// What the server would refuse the statement for, as far as the catalog is sure. Empty where
  /// there is any doubt.
  std::vector<Problem> problems;
  /// What of the statement the catalog does not follow, in words (`CREATE TRANSFORM`), where no
  /// statement before had it too.
  std::vector<std::string> not_modelled;
  /// What a DO block or a called function ran that the catalog feels, in order.
  std::vector<InnerStatement> inner;
  std::vector<Unread> unread;
};

[[nodiscard]] Applied apply(Catalog before, const sql::Statement& statement,
                            const ApplyContext& context);

/// The catalog after something that is not known at all: any name may be there or gone.
[[nodiscard]] Catalog all_in_doubt(Catalog catalog);

/// The catalog as a new session sees it: the default search path, no temporary objects.
[[nodiscard]] Catalog fresh_session(Catalog catalog);

/// The name PostgreSQL makes up for an unnamed index, constraint or sequence:
/// `{table}_{column}_key` and so on, cut to 63 bytes, numbered until free
/// (src/backend/commands/indexcmds.c, ChooseRelationName and makeObjectName).
[[nodiscard]] std::string generated_name(const Catalog& catalog, const std::string& schema,
                                         std::string_view table, std::string_view columns,
                                         std::string_view label);

/// Everything that goes when `roots` (or one column of `roots.front()`) are dropped with CASCADE:
/// the closure over dependencies, roots first. With RESTRICT the server refuses where a kNormal
/// dependent is in it that hangs on no other member.
[[nodiscard]] std::vector<ObjectId> drop_closure(const Catalog& catalog,
                                                 const std::vector<ObjectId>& roots,
                                                 std::uint32_t column);

}  // namespace ashlar::catalog
