#include "compiler/catalog/statements/sequence_options.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

#include "compiler/catalog/statements/lookup.h"

namespace ashlar::catalog {
namespace {

struct TypeRange {
  std::int64_t lowest = 0;
  std::int64_t highest = 0;
};

TypeRange range_of(std::string_view type) {
  if (type == "int2") return {-32768, 32767};
  if (type == "int4") return {-2147483648LL, 2147483647LL};
  return {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
}

/// The written type as pg_type calls it; empty where a sequence cannot be of it.
std::string_view type_named(std::string_view written) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kTypes{{
      {"smallint", "int2"},
      {"int2", "int2"},
      {"integer", "int4"},
      {"int", "int4"},
      {"int4", "int4"},
      {"bigint", "int8"},
      {"int8", "int8"},
  }};
  constexpr std::string_view kSchema = "pg_catalog.";
  std::string word(written);
  std::transform(word.begin(), word.end(), word.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (word.starts_with(kSchema)) word.erase(0, kSchema.size());
  for (const auto& [name, type] : kTypes) {
    if (name == word) return type;
  }
  return {};
}

const sql::Option* option_named(const std::vector<sql::Option>& options, std::string_view name) {
  const auto at = std::find_if(options.begin(), options.end(),
                               [name](const sql::Option& option) { return option.name == name; });
  return at == options.end() ? nullptr : &*at;
}

/// The option's number; nothing where it is not there, has no value (NO MINVALUE) or is out of
/// range.
std::optional<std::int64_t> number_of(const sql::Option* option) {
  if (option == nullptr || option->value.empty()) return std::nullopt;
  std::string_view text = option->value;
  if (text.front() == '+') text.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

class SequenceEdit {
 public:
  SequenceEdit(SequenceOptions options, SequenceChange change)
      : options_(std::move(options)), create_(change == SequenceChange::kCreate) {}

  /// When the type changes, bounds that were the old type's become the new one's.
  void set_type(std::string_view type) {
    if (!create_) {
      const TypeRange old = range_of(options_.type);
      reset_maximum_ = options_.maximum == old.highest;
      reset_minimum_ = options_.minimum == old.lowest;
    }
    options_.type = type;
  }
  void set_step(const std::vector<sql::Option>& changes) {
    if (const auto value = number_of(option_named(changes, "increment")))
      options_.increment = *value;
    if (const sql::Option* cycle = option_named(changes, "cycle"))
      options_.cycle = cycle->value == "true";
    if (const auto value = number_of(option_named(changes, "cache"))) options_.cache = *value;
  }
  void set_bounds(const std::vector<sql::Option>& changes) {
    const TypeRange range = range_of(options_.type);
    const bool ascending = options_.increment > 0;
    const sql::Option* maximum = option_named(changes, "maxvalue");
    if (const auto value = number_of(maximum)) {
      options_.maximum = *value;
    } else if (create_ || maximum != nullptr || reset_maximum_) {
      options_.maximum = ascending || reset_maximum_ ? range.highest : -1;
    }
    const sql::Option* minimum = option_named(changes, "minvalue");
    if (const auto value = number_of(minimum)) {
      options_.minimum = *value;
    } else if (create_ || minimum != nullptr || reset_minimum_) {
      options_.minimum = !ascending || reset_minimum_ ? range.lowest : 1;
    }
  }
  void set_start(const std::vector<sql::Option>& changes) {
    if (const auto value = number_of(option_named(changes, "start"))) {
      options_.start = *value;
    } else if (create_) {
      options_.start = options_.increment > 0 ? options_.minimum : options_.maximum;
    }
  }
  [[nodiscard]] const SequenceOptions& options() const { return options_; }

 private:
  SequenceOptions options_;
  bool create_;
  bool reset_maximum_ = false;
  bool reset_minimum_ = false;
};

Span place_of(const std::vector<sql::Option>& options, std::string_view name, Span where) {
  const sql::Option* option = option_named(options, name);
  return option == nullptr || option->span.empty() ? where : option->span;
}

/// What init_params checks, in its order. True where it refused.
bool refuse_contradiction(Editor& editor, const SequenceOptions& o,
                          const std::vector<sql::Option>& changes, Span where) {
  const auto wrong = [&](std::string_view option, std::string message) {
    refuse(editor, ProblemKind::kInvalidDefinition, "22023", std::move(message),
           place_of(changes, option, where));
    return true;
  };
  const auto text = [](std::int64_t value) { return std::to_string(value); };
  const TypeRange range = range_of(o.type);
  if (o.increment == 0) return wrong("increment", "INCREMENT must not be zero");
  if (o.maximum < range.lowest || o.maximum > range.highest) {
    return wrong("maxvalue", "MAXVALUE (" + text(o.maximum) +
                                 ") is out of range for a sequence of type `" + o.type + "`");
  }
  if (o.minimum < range.lowest || o.minimum > range.highest) {
    return wrong("minvalue", "MINVALUE (" + text(o.minimum) +
                                 ") is out of range for a sequence of type `" + o.type + "`");
  }
  if (o.minimum >= o.maximum) {
    return wrong("minvalue", "MINVALUE (" + text(o.minimum) + ") must be less than MAXVALUE (" +
                                 text(o.maximum) + ")");
  }
  if (o.start < o.minimum) {
    return wrong("start", "START value (" + text(o.start) + ") cannot be less than MINVALUE (" +
                              text(o.minimum) + ")");
  }
  if (o.start > o.maximum) {
    return wrong("start", "START value (" + text(o.start) + ") cannot be greater than MAXVALUE (" +
                              text(o.maximum) + ")");
  }
  if (o.cache <= 0)
    return wrong("cache", "CACHE (" + text(o.cache) + ") must be greater than zero");
  const std::optional<std::int64_t> restart = number_of(option_named(changes, "restart"));
  if (restart.has_value() && *restart < o.minimum) {
    return wrong("restart", "RESTART value (" + text(*restart) +
                                ") cannot be less than MINVALUE (" + text(o.minimum) + ")");
  }
  if (restart.has_value() && *restart > o.maximum) {
    return wrong("restart", "RESTART value (" + text(*restart) +
                                ") cannot be greater than MAXVALUE (" + text(o.maximum) + ")");
  }
  return false;
}

/// Every option but these two stands for itself once.
bool refuse_repetition(Editor& editor, const std::vector<sql::Option>& changes) {
  for (auto at = changes.begin(); at != changes.end(); ++at) {
    const bool repeated = std::any_of(changes.begin(), at, [&at](const sql::Option& earlier) {
      return earlier.name == at->name;
    });
    if (!repeated) continue;
    refuse(editor, ProblemKind::kInvalidDefinition, "42601", "conflicting or redundant options",
           at->span);
    return true;
  }
  return false;
}

}  // namespace

std::optional<SequenceOptions> changed_sequence(Editor& editor, SequenceOptions options,
                                                const std::vector<sql::Option>& changes,
                                                SequenceChange change, Span where) {
  if (refuse_repetition(editor, changes)) return std::nullopt;
  SequenceEdit made(std::move(options), change);
  if (const sql::Option* as = option_named(changes, "as")) {
    const std::string_view type = type_named(as->value);
    if (type.empty()) {
      // A domain or an unknown type: the server refuses both, each in its own words.
      refuse(editor, ProblemKind::kInvalidDefinition, "22023",
             "sequence type must be smallint, integer, or bigint", as->span);
      return std::nullopt;
    }
    made.set_type(type);
  }
  made.set_step(changes);
  made.set_bounds(changes);
  made.set_start(changes);
  if (refuse_contradiction(editor, made.options(), changes, where)) return std::nullopt;
  return made.options();
}

SequenceOptions sequence_of_type(SequenceOptions options, std::string_view type,
                                 SequenceChange change) {
  SequenceEdit made(std::move(options), change);
  made.set_type(type);
  made.set_bounds({});
  made.set_start({});
  return made.options();
}

bool is_sequence_type(const Type& type) {
  return type.schema == "pg_catalog" && type.array_dimensions == 0 &&
         (type.name == "int2" || type.name == "int4" || type.name == "int8");
}

sql::QualifiedName given_sequence_name(const std::vector<sql::Option>& options) {
  sql::QualifiedName name;
  const sql::Option* option = option_named(options, "sequence_name");
  if (option == nullptr) return name;
  // A list of names, joined by the lowering.
  const std::size_t comma = option->value.rfind(", ");
  if (comma == std::string::npos) {
    name.name.text = option->value;
  } else {
    name.schema.text = option->value.substr(0, comma);
    name.name.text = option->value.substr(comma + 2);
  }
  return name;
}

}  // namespace ashlar::catalog
