// Swift's own way to build files into a program makes an array literal of them, which takes half a minute to compile.

#include "CPage.h"

// An older standard than C23 has #embed as an extension.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char t_page[] = {
#embed "../EvalReport/HTML/Templates/page.mustache"
};
static const unsigned char t_head[] = {
#embed "../EvalReport/HTML/Templates/head.mustache"
};
static const unsigned char t_verdict[] = {
#embed "../EvalReport/HTML/Templates/verdict.mustache"
};
static const unsigned char t_figure[] = {
#embed "../EvalReport/HTML/Templates/figure.mustache"
};
static const unsigned char t_table[] = {
#embed "../EvalReport/HTML/Templates/table.mustache"
};
static const unsigned char t_results[] = {
#embed "../EvalReport/HTML/Templates/results.mustache"
};
static const unsigned char t_results_run[] = {
#embed "../EvalReport/HTML/Templates/results-run.mustache"
};
static const unsigned char t_section[] = {
#embed "../EvalReport/HTML/Templates/section.mustache"
};
static const unsigned char t_section_run[] = {
#embed "../EvalReport/HTML/Templates/section-run.mustache"
};
static const unsigned char t_comparison[] = {
#embed "../EvalReport/HTML/Templates/comparison.mustache"
};
static const unsigned char t_comparison_pair[] = {
#embed "../EvalReport/HTML/Templates/comparison-pair.mustache"
};
static const unsigned char t_later[] = {
#embed "../EvalReport/HTML/Templates/later.mustache"
};
static const unsigned char t_provenance[] = {
#embed "../EvalReport/HTML/Templates/provenance.mustache"
};
static const unsigned char s_elements[] = {
#embed "../EvalReport/HTML/Script/elements.js"
};
static const unsigned char s_tables[] = {
#embed "../EvalReport/HTML/Script/tables.js"
};
static const unsigned char s_data[] = {
#embed "../EvalReport/HTML/Script/data.js"
};
static const unsigned char s_choice[] = {
#embed "../EvalReport/HTML/Script/choice.js"
};
static const unsigned char s_list[] = {
#embed "../EvalReport/HTML/Script/list.js"
};
static const unsigned char s_question[] = {
#embed "../EvalReport/HTML/Script/question.js"
};
static const unsigned char s_section[] = {
#embed "../EvalReport/HTML/Script/section.js"
};
static const unsigned char s_start[] = {
#embed "../EvalReport/HTML/Script/start.js"
};
static const unsigned char c_page[] = {
#embed "../EvalReport/HTML/Style/page.css"
};
static const unsigned char c_sections[] = {
#embed "../EvalReport/HTML/Style/sections.css"
};
static const unsigned char c_questions[] = {
#embed "../EvalReport/HTML/Style/questions.css"
};
static const unsigned char c_print[] = {
#embed "../EvalReport/HTML/Style/print.css"
};
static const unsigned char questions[] = {
#embed "../EvalReport/HTML/Templates/questions.html"
};

static const page_file files[] = {
    {"page.mustache", t_page, sizeof t_page},
    {"head.mustache", t_head, sizeof t_head},
    {"verdict.mustache", t_verdict, sizeof t_verdict},
    {"figure.mustache", t_figure, sizeof t_figure},
    {"table.mustache", t_table, sizeof t_table},
    {"results.mustache", t_results, sizeof t_results},
    {"results-run.mustache", t_results_run, sizeof t_results_run},
    {"section.mustache", t_section, sizeof t_section},
    {"section-run.mustache", t_section_run, sizeof t_section_run},
    {"comparison.mustache", t_comparison, sizeof t_comparison},
    {"comparison-pair.mustache", t_comparison_pair, sizeof t_comparison_pair},
    {"later.mustache", t_later, sizeof t_later},
    {"provenance.mustache", t_provenance, sizeof t_provenance},
    {"Script/elements.js", s_elements, sizeof s_elements},
    {"Script/tables.js", s_tables, sizeof s_tables},
    {"Script/data.js", s_data, sizeof s_data},
    {"Script/choice.js", s_choice, sizeof s_choice},
    {"Script/list.js", s_list, sizeof s_list},
    {"Script/question.js", s_question, sizeof s_question},
    {"Script/section.js", s_section, sizeof s_section},
    {"Script/start.js", s_start, sizeof s_start},
    {"Style/page.css", c_page, sizeof c_page},
    {"Style/sections.css", c_sections, sizeof c_sections},
    {"Style/questions.css", c_questions, sizeof c_questions},
    {"Style/print.css", c_print, sizeof c_print},
    {"questions.html", questions, sizeof questions},
};

page_file page_file_at(size_t number) {
  return number < sizeof files / sizeof files[0] ? files[number] : (page_file){0};
}
