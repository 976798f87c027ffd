#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "geo/io/source_reader.h"

namespace quyhoach::geo {

/// Reads the texts of one layer in the encoding its manifest states, and tells what they seem to be where they are not. One thread.
class LayerTexts {
 public:
  LayerTexts(const ImportContext& context, const LayerSource& source, std::string file)
      : context_(context), source_(source), file_(std::move(file)) {}

  /// A text in NFC, trimmed; nothing after a defect, which is told: TEXT_ENCODING. \param ours  the field it is for
  [[nodiscard]] std::optional<std::string> read(const std::string& ours, const std::string& raw, const SourceFeature& feature);

  /// To be called last: texts that are letters, but surely not those that were written. TEXT_ENCODING.mistaken
  void report_mistaken() const;

 private:
  void remember(const std::string& ours, const std::string& raw);
  [[nodiscard]] std::optional<TextEncoding> stated_encoding(const std::string& ours) const;
  [[nodiscard]] Phrase likely_reading(const std::string& ours, const std::string& raw);

  const ImportContext& context_;
  const LayerSource& source_;
  std::string file_;
  std::map<std::string, std::vector<std::string>> given_;    ///< By our field without a stated encoding: texts that may be mistaken.
  std::map<std::string, std::vector<std::string>> foreign_;  ///< By our field: values in another encoding.
};

}  // namespace quyhoach::geo
