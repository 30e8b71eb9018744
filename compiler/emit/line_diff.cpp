#include "compiler/emit/line_diff.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <unordered_map>

#include "grammar/text/check.h"

namespace ashlar::emit {
namespace {

using Line = std::uint32_t;  // equal lines have equal numbers

/// Part of the problem: lines [a_begin, a_end) against [b_begin, b_end).
struct Box {
  std::ptrdiff_t a_begin = 0;
  std::ptrdiff_t a_end = 0;
  std::ptrdiff_t b_begin = 0;
  std::ptrdiff_t b_end = 0;
};

struct Point {
  std::ptrdiff_t a = 0;
  std::ptrdiff_t b = 0;
};

/// Furthest points reached on each diagonal from one corner of a box. A diagonal k holds the points
/// with x - y = k; stored is x.
class Frontier {
 public:
  void start(std::ptrdiff_t diagonals) {
    offset_ = diagonals + 1;
    reached_.assign(static_cast<std::size_t>(2 * diagonals + 3), 0);
  }
  std::ptrdiff_t& operator[](std::ptrdiff_t k) {
    return reached_[static_cast<std::size_t>(k + offset_)];
  }
  /// Where diagonal k is entered with one edit more: from the neighbour that has got further.
  std::ptrdiff_t enter(std::ptrdiff_t k, std::ptrdiff_t edits) {
    if (k == -edits || (k != edits && (*this)[k - 1] < (*this)[k + 1])) return (*this)[k + 1];
    return (*this)[k - 1] + 1;
  }

 private:
  std::vector<std::ptrdiff_t> reached_;
  std::ptrdiff_t offset_ = 0;
};

class Comparison {
 public:
  Comparison(std::vector<Line> a, std::vector<Line> b) : a_(std::move(a)), b_(std::move(b)) {
    diff_.removed.assign(a_.size(), false);
    diff_.added.assign(b_.size(), false);
  }

  LineDiff run() {
    std::vector<Box> open{{0, std::ssize(a_), 0, std::ssize(b_)}};
    while (!open.empty()) {
      const Box box = trimmed(open.back());
      open.pop_back();
      if (box.a_begin == box.a_end) {
        std::fill(diff_.added.begin() + box.b_begin, diff_.added.begin() + box.b_end, true);
      } else if (box.b_begin == box.b_end) {
        std::fill(diff_.removed.begin() + box.a_begin, diff_.removed.begin() + box.a_end, true);
      } else {
        const Point middle = middle_of(box);
        open.push_back({box.a_begin, middle.a, box.b_begin, middle.b});
        open.push_back({middle.a, box.a_end, middle.b, box.b_end});
      }
    }
    return std::move(diff_);
  }

 private:
  [[nodiscard]] bool equal(std::ptrdiff_t a, std::ptrdiff_t b) const {
    return a_[static_cast<std::size_t>(a)] == b_[static_cast<std::size_t>(b)];
  }

  [[nodiscard]] Box trimmed(Box box) const {
    while (box.a_begin < box.a_end && box.b_begin < box.b_end && equal(box.a_begin, box.b_begin)) {
      ++box.a_begin;
      ++box.b_begin;
    }
    while (box.a_begin < box.a_end && box.b_begin < box.b_end &&
           equal(box.a_end - 1, box.b_end - 1)) {
      --box.a_end;
      --box.b_end;
    }
    return box;
  }

  /// A point on a shortest path through the box, found by walking from both corners until the two
  /// meet. The box is trimmed and has lines on both sides, so the point is no corner of it.
  Point middle_of(const Box& box) {
    const std::ptrdiff_t n = box.a_end - box.a_begin;
    const std::ptrdiff_t m = box.b_end - box.b_begin;
    const std::ptrdiff_t delta = n - m;
    const bool odd = delta % 2 != 0;
    const std::ptrdiff_t most = (n + m + 1) / 2;
    forward_.start(most);
    backward_.start(most);
    for (std::ptrdiff_t edits = 0; edits <= most; ++edits) {
      // Diagonals that lie outside the box are left out.
      const std::ptrdiff_t low = -edits + 2 * std::max<std::ptrdiff_t>(0, edits - m);
      const std::ptrdiff_t high = edits - 2 * std::max<std::ptrdiff_t>(0, edits - n);
      for (std::ptrdiff_t k = low; k <= high; k += 2) {
        std::ptrdiff_t x = forward_.enter(k, edits);
        while (x < n && x - k < m && equal(box.a_begin + x, box.b_begin + x - k)) ++x;
        forward_[k] = x;
        const std::ptrdiff_t opposite = delta - k;
        if (odd && std::abs(opposite) < edits && x + backward_[opposite] >= n) {
          return {box.a_begin + x, box.b_begin + x - k};
        }
      }
      for (std::ptrdiff_t k = low; k <= high; k += 2) {
        std::ptrdiff_t x = backward_.enter(k, edits);
        while (x < n && x - k < m && equal(box.a_end - 1 - x, box.b_end - 1 - (x - k))) ++x;
        backward_[k] = x;
        const std::ptrdiff_t opposite = delta - k;
        if (!odd && std::abs(opposite) <= edits && x + forward_[opposite] >= n) {
          return {box.a_end - x, box.b_end - (x - k)};
        }
      }
    }
    ASHLAR_CHECK(false, "two walks over half the lines each meet");
    return {};
  }

  std::vector<Line> a_;
  std::vector<Line> b_;
  LineDiff diff_;
  Frontier forward_;
  Frontier backward_;
};

}  // namespace

std::vector<std::string_view> lines_with_ends(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t length = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return lines;
}

LineDiff diff_lines(const std::vector<std::string_view>& before,
                    const std::vector<std::string_view>& after) {
  std::unordered_map<std::string_view, Line> numbers;
  const auto numbered = [&numbers](const std::vector<std::string_view>& lines) {
    std::vector<Line> result;
    result.reserve(lines.size());
    for (const std::string_view line : lines) {
      result.push_back(numbers.emplace(line, static_cast<Line>(numbers.size())).first->second);
    }
    return result;
  };
  std::vector<Line> a = numbered(before);
  std::vector<Line> b = numbered(after);
  return Comparison(std::move(a), std::move(b)).run();
}

}  // namespace ashlar::emit
