#include <algorithm>

#include "compiler/catalog/statements/columns.h"
#include "compiler/catalog/types.h"
#include "tests/server/routine_snapshot.h"

namespace ashlar::server_tests {
namespace {

using namespace catalog;

std::string spaced(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string without(std::string text, std::string_view letters) {
  std::erase_if(text, [letters](char c) { return letters.find(c) != std::string_view::npos; });
  return text;
}

char mode_letter(sql::ParameterMode mode) {
  switch (mode) {
    case sql::ParameterMode::kIn:
      return 'i';
    case sql::ParameterMode::kOut:
      return 'o';
    case sql::ParameterMode::kInOut:
      return 'b';
    case sql::ParameterMode::kVariadic:
      return 'v';
    case sql::ParameterMode::kTable:
      return 't';
  }
  return '?';
}

/// As pg_get_function_identity_arguments prints them.
std::string identity_arguments(const Function& function) {
  std::string text;
  for (const FunctionParameter& parameter : function.parameters) {
    if (parameter.mode == sql::ParameterMode::kTable) continue;
    if (!text.empty()) text += ", ";
    // Of procedures the word IN is printed too.
    const bool procedure = function.kind == sql::ObjectKind::kProcedure;
    if (procedure && parameter.mode == sql::ParameterMode::kIn) text += "IN ";
    if (parameter.mode == sql::ParameterMode::kOut) text += "OUT ";
    if (parameter.mode == sql::ParameterMode::kInOut) text += "INOUT ";
    if (parameter.mode == sql::ParameterMode::kVariadic) text += "VARIADIC ";
    if (!parameter.name.empty()) text += parameter.name + " ";
    text += format_type_name(parameter.type);
  }
  return text;
}

std::string result_of(const Function& function) {
  if (function.kind == sql::ObjectKind::kProcedure) return "";
  if (function.returns.has_value()) return format_type_name(*function.returns);
  std::vector<Type> outputs;
  for (const FunctionParameter& parameter : function.parameters) {
    if (parameter.mode == sql::ParameterMode::kOut ||
        parameter.mode == sql::ParameterMode::kInOut) {
      outputs.push_back(parameter.type);
    }
  }
  return outputs.size() == 1 ? format_type_name(outputs.front()) : "record";
}

class RoutinePrinter {
 public:
  RoutinePrinter(const Catalog& catalog, std::vector<std::string>& lines)
      : catalog_(catalog), lines_(lines) {}

  template <typename Data>
  void print(const Object&, const Data&) {}

  void print(const Object& object, const Function& function) {
    const std::string name = object.schema + "." + object.name;
    if (function.kind == sql::ObjectKind::kAggregate) {
      print_aggregate(name, function);
      return;
    }
    std::vector<std::string> modes;
    std::vector<std::string> names;
    std::size_t defaults = 0;
    bool only_in = true;
    bool named = false;
    for (const FunctionParameter& parameter : function.parameters) {
      modes.emplace_back(1, mode_letter(parameter.mode));
      names.push_back(parameter.name.empty() ? "" : parameter.name);
      only_in &= parameter.mode == sql::ParameterMode::kIn;
      named |= !parameter.name.empty();
      if (!parameter.default_value.empty()) ++defaults;
    }
    if (only_in) modes.clear();
    if (!named) names.clear();
    const bool set = function.returns.has_value() && function.returns->set_of;
    const bool compiled = function.language == "c" || function.language == "internal";
    std::string text = "routine " + name + "(" + identity_arguments(function) + ") returns ";
    if (set) text += "setof ";
    text += result_of(function);
    if (function.strict) text += " strict";
    if (function.security_definer) text += " definer";
    if (function.leakproof) text += " leakproof";
    if (function.window) text += " window";
    const std::string parallel = function.parallel.empty() ? "u" : function.parallel.substr(0, 1);
    text += " parallel " + parallel;
    text += " cost " + (!function.cost.empty() ? function.cost : compiled ? "1" : "100");
    text += " rows " + (!function.rows.empty() ? function.rows : set ? "1000" : "0");
    std::string joined;
    for (std::size_t i = 0; i < names.size(); ++i) joined += (i == 0 ? "" : " ") + names[i];
    text += " [" + spaced(modes) + "] [" + joined + "] " + std::to_string(defaults);
    std::string settings;
    for (const Setting& setting : function.settings) {
      settings +=
          (settings.empty() ? "" : ";") + setting.name + "=" + without(setting.value, "'\"");
    }
    text += " defaults {" + settings + "} ";
    std::string body = function.link_symbol.empty() ? function.body : function.link_symbol;
    std::replace(body.begin(), body.end(), '\n', ' ');
    text += function.atomic_body.empty() ? body : "atomic";
    text += " " + (function.link_symbol.empty() ? std::string() : function.body);
    lines_.push_back(text);
  }

  void print(const Object& object, const Trigger& trigger) {
    using Timing = sql::CreateTrigger::Timing;
    std::string text = "trigger " + object.name + " on " + display(trigger.table);
    text += trigger.timing == Timing::kInsteadOf ? " instead"
            : trigger.timing == Timing::kBefore  ? " before"
                                                 : " after";
    for (const char* event : {"insert", "delete", "update", "truncate"}) {
      const bool fires =
          std::find(trigger.events.begin(), trigger.events.end(), event) != trigger.events.end();
      if (fires) text += std::string(" ") + event;
    }
    if (trigger.row) text += " row";
    if (trigger.constraint) text += " constraint";
    std::vector<std::string> columns;
    for (const std::uint32_t number : trigger.update_columns) {
      columns.push_back(column(trigger.table, number));
    }
    std::sort(columns.begin(), columns.end());
    text += " (" + spaced(columns) + ") [";
    for (const std::string& argument : trigger.arguments) text += argument + ",";
    text += "] " + trigger.old_table + " " + trigger.new_table;
    if (trigger.deferrable) text += " deferrable";
    if (trigger.initially_deferred) text += " deferred";
    text += " ";
    if (!trigger.when.empty()) text += "when";
    if (trigger.constraint_from != 0) text += " from " + display(trigger.constraint_from);
    if (trigger.parent != 0) text += " copy";
    lines_.push_back(text);
  }

  void print(const Object& object, const Policy& policy) {
    std::string text = "policy " + object.name + " on " + display(policy.table) + " " +
                       policy.command + (policy.permissive ? "" : " restrictive") + " to " +
                       spaced(policy.roles);
    if (!policy.using_expression.empty()) text += " using";
    if (!policy.with_check.empty()) text += " check";
    lines_.push_back(text);
  }

  void print(const Object& object, const Rule& rule) {
    std::string state = "?";
    if (rule.state == sql::TriggerState::kEnable) state = "O";
    if (rule.state == sql::TriggerState::kEnableAlways) state = "A";
    if (rule.state == sql::TriggerState::kEnableReplica) state = "R";
    if (rule.state == sql::TriggerState::kDisable) state = "D";
    lines_.push_back("rule " + object.name + " on " + display(rule.table) + " for " + rule.event +
                     " " + state);
  }

  void print(const Object& object, const RangeType& range) {
    const auto function = [&](std::string_view wanted) {
      for (const Setting& setting : range.functions) {
        if (setting.name == wanted) return setting.value;
      }
      return std::string();
    };
    lines_.push_back("range " + object.schema + "." + object.name + " of " +
                     format_type_name(range.subtype) + " multirange " + name_of(range.multirange) +
                     " opclass " + range.operator_class.name + " collation " +
                     range.collation.name + " functions " + function("canonical") + " " +
                     function("subtype_diff"));
  }

  void print(const Object& object, const OtherType& type) {
    if (type.range != 0) return;
    std::string input = "shell";
    std::string receive;
    for (const Setting& setting : type.definition) {
      if (setting.name == "input") input = "input " + setting.value;
      if (setting.name == "receive") receive = setting.value;
    }
    lines_.push_back("base type " + object.schema + "." + object.name + " " + input + " " +
                     receive);
  }

  void print(const Object& object, const DomainType& domain) {
    if (domain.collation.empty()) return;
    lines_.push_back("collated domain " + object.schema + "." + object.name + " " +
                     domain.collation.name);
  }

  void print(const Object& object, const OtherObject& other) {
    using sql::ObjectKind;
    const std::string name = object.schema + "." + object.name;
    const std::string kind(sql::to_string(other.kind));
    if (other.kind == ObjectKind::kOperator || other.kind == ObjectKind::kOperatorClass ||
        other.kind == ObjectKind::kOperatorFamily) {
      lines_.push_back(kind + " " + name + " " + other.signature);
    } else if (other.kind == ObjectKind::kCast || other.kind == ObjectKind::kTransform) {
      lines_.push_back(kind + " " + other.signature);
    } else if (other.kind == ObjectKind::kCollation || other.kind == ObjectKind::kConversion ||
               other.kind == ObjectKind::kTextSearchConfiguration ||
               other.kind == ObjectKind::kTextSearchDictionary ||
               other.kind == ObjectKind::kTextSearchParser ||
               other.kind == ObjectKind::kTextSearchTemplate) {
      lines_.push_back(kind + " " + name);
    } else if (other.kind == ObjectKind::kLanguage || other.kind == ObjectKind::kAccessMethod) {
      lines_.push_back(kind + " " + object.name);
    } else if (other.kind == ObjectKind::kEventTrigger) {
      const std::string state =
          other.additions.empty() ? "ENABLE" : render(catalog_, other.additions.back());
      lines_.push_back("event trigger " + object.name + " " + render(catalog_, other.definition) +
                       " " + state);
    } else if (other.kind == ObjectKind::kStatistics) {
      print_statistics(name, other);
    }
  }

 private:
  void print_aggregate(const std::string& name, const Function& aggregate) {
    const auto value = [&](std::string_view wanted) {
      for (const Setting& setting : aggregate.aggregate) {
        if (setting.name == wanted) return setting.value;
      }
      return std::string();
    };
    const bool hypothetical =
        std::any_of(aggregate.aggregate.begin(), aggregate.aggregate.end(),
                    [](const Setting& setting) { return setting.name == "hypothetical"; });
    const char kind = hypothetical ? 'h' : aggregate.direct_arguments.has_value() ? 'o' : 'n';
    lines_.push_back("aggregate " + name + " " + kind + " " +
                     std::to_string(aggregate.direct_arguments.value_or(0)) + " " + value("sfunc") +
                     " " + value("stype") + " " + without(value("initcond"), "'"));
  }

  void print_statistics(const std::string& name, const OtherObject& statistics) {
    lines_.push_back("statistics target " + name + " " +
                     std::to_string(statistics.statistics_target));
    std::vector<std::string> kinds = statistics.statistics_kinds;
    if (kinds.empty() || kinds.size() == 3) return;
    std::sort(kinds.begin(), kinds.end());
    lines_.push_back("statistics kinds " + name + " " + spaced(kinds));
  }

  std::string display(ObjectId id) const {
    const Object* object = catalog_.get(id);
    return object == nullptr ? "" : object->schema + "." + object->name;
  }
  std::string name_of(ObjectId id) const {
    const Object* object = catalog_.get(id);
    return object == nullptr ? "" : object->name;
  }
  std::string column(ObjectId relation, std::uint32_t number) const {
    const Object* object = catalog_.get(relation);
    if (const auto* table = std::get_if<Table>(&object->data)) {
      const Column* found = find_column(*table, number);
      return found == nullptr ? "?" : found->name;
    }
    const auto* view = std::get_if<View>(&object->data);
    return view == nullptr || number == 0 || number > view->columns.size()
               ? "?"
               : view->columns[number - 1];
  }

  const Catalog& catalog_;
  std::vector<std::string>& lines_;
};

}  // namespace

void add_catalog_routines(const Catalog& catalog, std::vector<std::string>& lines) {
  RoutinePrinter printer(catalog, lines);
  catalog.for_each_object([&](const Object& object) {
    if (object.schema == "pg_catalog" || object.extension != 0) return;
    std::visit([&](const auto& data) { printer.print(object, data); }, object.data);
  });
}

}  // namespace ashlar::server_tests
