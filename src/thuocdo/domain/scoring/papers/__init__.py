"""From the paper that prints an index (Word, Excel, CSV) to a draft of its definition, never guessing in silence.

    paper = read_paper(content, "phu-luc.docx")                  files: lines and tables as they stand
    printed = printed_rows(paper)                                what every row says, column by column
    made = draft(printed, header=suggested_header(printed, paper.name))

A row's scoring words become a typed rule with how surely it was read; what is not sure is a proposal that scores
nothing until somebody confirms it. The paper's own words stay beside the rule.
"""
