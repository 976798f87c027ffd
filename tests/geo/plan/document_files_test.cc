#include "geo/plan/document_files.h"

#include <gtest/gtest.h>

namespace quyhoach::geo {
namespace {

const std::map<std::string, std::string> kFiles{{"a.pdf", "1.pdf"}, {"b/Quyết định.pdf", "2.pdf"}};

TEST(DocumentFiles, EveryWayOfQuotingIsReplaced) {
  EXPECT_EQ(with_document_files("[[document]]\nfile = \"a.pdf\"\n", kFiles), "[[document]]\nfile = \"1.pdf\"\n");
  EXPECT_EQ(with_document_files("[[document]]\r\nfile   =   'a.pdf'  # a.pdf\r\n", kFiles), "[[document]]\r\nfile   =   \"1.pdf\"  # a.pdf\r\n");
  EXPECT_EQ(with_document_files("[[document]]\nfile = \"a\\u002Epdf\"\n", kFiles), "[[document]]\nfile = \"1.pdf\"\n");
  EXPECT_EQ(with_document_files("[[document]]\nfile = \"\"\"\na.pdf\"\"\"\n", kFiles), "[[document]]\nfile = \"1.pdf\"\n");
  EXPECT_EQ(with_document_files("[[document]]\nfile = '''a.pdf'''\n", kFiles), "[[document]]\nfile = \"1.pdf\"\n");
  EXPECT_EQ(with_document_files("document = [{title = \"Đồ án\", file = 'b/Quyết định.pdf'}, {'file' = \"a.pdf\"}]\n", kFiles),
            "document = [{title = \"Đồ án\", file = \"2.pdf\"}, {'file' = \"1.pdf\"}]\n");
}

TEST(DocumentFiles, AByteOrderMarkMovesNothing) {
  EXPECT_EQ(with_document_files("\uFEFFdocument = [{file = 'a.pdf'}]\n", kFiles), "\uFEFFdocument = [{file = \"1.pdf\"}]\n");
  EXPECT_EQ(with_document_files("\uFEFF[[document]]\nfile = 'a.pdf'\n", kFiles), "\uFEFF[[document]]\nfile = \"1.pdf\"\n");
}

TEST(DocumentFiles, EveryDocumentOfAFileIsReplacedAndNothingElse) {
  EXPECT_EQ(with_document_files("title = \"a.pdf\"  # Đồ án a.pdf\n[[document]]\ntitle = \"a.pdf\"\nfile = \"a.pdf\"\n"
                                "[[document]]\nfile = 'a.pdf'\n[[document]]\nfile = \"c.pdf\"\n[[layer]]\nfile = \"a.pdf\"\n",
                                kFiles),
            "title = \"a.pdf\"  # Đồ án a.pdf\n[[document]]\ntitle = \"a.pdf\"\nfile = \"1.pdf\"\n"
            "[[document]]\nfile = \"1.pdf\"\n[[document]]\nfile = \"c.pdf\"\n[[layer]]\nfile = \"a.pdf\"\n");
}

TEST(DocumentFiles, ATextWithoutDocumentsStaysAsItIs) {
  for (const char* text : {"", "title = \"a.pdf\"\n", "document = 1\n", "document = [1, {}, {file = 2}]\n", "[[document]\n"}) {
    EXPECT_EQ(with_document_files(text, kFiles), text);
  }
}

}  // namespace
}  // namespace quyhoach::geo
