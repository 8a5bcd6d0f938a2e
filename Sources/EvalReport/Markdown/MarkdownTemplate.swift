/// The template of `MarkdownReport`; its names are the properties of `MarkdownPage`.
enum MarkdownTemplate {
  static let text = """
    {{% CONTENT_TYPE:TEXT}}
    # {{task}}: {{model}}

    **{{headline}}**: {{meaning}}.
    {{#hasReasons}}

    {{#reasons}}
    * {{.}}
    {{/reasons}}
    {{/hasReasons}}

    {{#totals}}
    ## {{title}}

    **{{accuracy}}**, 95 % interval {{interval}} (Wilson), standard error {{stderr}}.
    {{#hasChoices}}

    | |{{#letters}} {{.}} |{{/letters}}
    |---|{{#letters}}---:|{{/letters}}
    | predicted |{{#predicted}} {{.}} |{{/predicted}}
    | gold |{{#gold}} {{.}} |{{/gold}}

    | floor | accuracy |
    |---|---:|
    {{#floors}}
    | {{name}} | {{share}} |
    {{/floors}}

    Balanced accuracy {{balancedAccuracy}}. Docs without a clear answer: {{undecided}}. The choices together have \
    {{mass}} of the probability on average.
    {{/hasChoices}}
    {{^hasChoices}}

    Docs without a clear answer: {{undecided}}.
    {{/hasChoices}}
    {{#hasTies}}

    Exact ties: {{withTies}}.
    {{/hasTies}}

    {{/totals}}
    {{#exits}}
    ## Docs by exit

    Each doc stopped looping at the first read-out at which {{rule}} held.

    {{table}}
    {{#lines}}
    * {{.}}
    {{/lines}}

    {{/exits}}
    ## Results

    {{table}}
    ## What was run

    | | |
    |---|---|
    {{#facts}}
    | {{name}} | {{value}} |
    {{/facts}}
    {{#hasNotes}}

    {{#notes}}
    * {{.}}
    {{/notes}}
    {{/hasNotes}}

    ## Repeat it

    ```
    {{command}}
    ```

    """
}
