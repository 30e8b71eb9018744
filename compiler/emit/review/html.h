#pragma once

// Text as HTML. All that comes from files goes through here. Private to compiler/emit/review.

#include <string>
#include <string_view>

#include "compiler/emit/review/review.h"

namespace ashlar::emit::review {

/// As the content of an element. Line ends and tabs stay; a character that would act on its
/// surroundings becomes its name in a `<span class=u>`, a byte that is no UTF-8 U+FFFD.
[[nodiscard]] std::string html_text(std::string_view text);

/// As the value of an attribute in double quotes.
[[nodiscard]] std::string html_attribute(std::string_view text);

/// The same for sentences of ours, in which what stands between backticks is code.
[[nodiscard]] std::string html_prose(std::string_view text);

/// `<code>…</code>`
[[nodiscard]] std::string html_code(std::string_view text);

/// A block of SQL, coloured: keywords in `<b>`, comments in `<i>`, literals in `<span class=l>`.
/// Of more than 8 KB the rest is left out, and said.
[[nodiscard]] std::string html_sql(std::string_view sql);

/// A class name for how strongly something blocks: `b0` to `b3`.
[[nodiscard]] std::string_view class_of(Blocks blocks);
[[nodiscard]] std::string_view class_of(Severity severity);

// The sections of the page, in order, each in a file of its own.
[[nodiscard]] std::string html_summary(const Review& review);
[[nodiscard]] std::string html_graph(const GraphView& graph);
[[nodiscard]] std::string html_timeline(const Review& review);
[[nodiscard]] std::string html_revisions(const Review& review);
[[nodiscard]] std::string html_schema(const Review& review);

/// The bars of one step: a line a relation, from the statement that takes the lock to the end.
[[nodiscard]] std::string html_holds(const StepView& step);

}  // namespace ashlar::emit::review
