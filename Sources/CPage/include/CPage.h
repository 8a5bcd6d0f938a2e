// The files of an HTML report, as bytes: those of Sources/EvalReport/HTML.

#ifndef CPAGE_H
#define CPAGE_H

#include <stddef.h>

/// A file of the page.
typedef struct {
  /// Its path in that folder. Scripts and styles come in the order in which they belong together.
  const char *name;
  /// Its content.
  const unsigned char *bytes;
  /// Bytes of its content.
  size_t count;
} page_file;

/// The file of a number, from 0; a name that is null after the last.
page_file page_file_at(size_t number);

#endif
