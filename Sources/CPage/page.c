// Swift's own way to build files into a program makes an array literal of them, which takes half a minute to compile.

#include "CPage.h"

// An older standard than C23 has #embed as an extension.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char page[] = {
#embed "../EvalReport/HTML/page.mustache"
};
static const unsigned char head[] = {
#embed "../EvalReport/HTML/head.mustache"
};
static const unsigned char figure[] = {
#embed "../EvalReport/HTML/figure.mustache"
};
static const unsigned char table[] = {
#embed "../EvalReport/HTML/table.mustache"
};
static const unsigned char results[] = {
#embed "../EvalReport/HTML/results.mustache"
};
static const unsigned char depth[] = {
#embed "../EvalReport/HTML/depth.mustache"
};
static const unsigned char answers[] = {
#embed "../EvalReport/HTML/answers.mustache"
};
static const unsigned char comparison[] = {
#embed "../EvalReport/HTML/comparison.mustache"
};
static const unsigned char provenance[] = {
#embed "../EvalReport/HTML/provenance.mustache"
};
static const unsigned char script[] = {
#embed "../EvalReport/HTML/report.js"
};
static const unsigned char style[] = {
#embed "../EvalReport/HTML/report.css"
};
static const unsigned char questions[] = {
#embed "../EvalReport/HTML/questions.html"
};

static const page_file files[] = {
    {"page.mustache", page, sizeof page},
    {"head.mustache", head, sizeof head},
    {"figure.mustache", figure, sizeof figure},
    {"table.mustache", table, sizeof table},
    {"results.mustache", results, sizeof results},
    {"depth.mustache", depth, sizeof depth},
    {"answers.mustache", answers, sizeof answers},
    {"comparison.mustache", comparison, sizeof comparison},
    {"provenance.mustache", provenance, sizeof provenance},
    {"report.js", script, sizeof script},
    {"report.css", style, sizeof style},
    {"questions.html", questions, sizeof questions},
};

page_file page_file_at(size_t number) {
  return number < sizeof files / sizeof files[0] ? files[number] : (page_file){0};
}
