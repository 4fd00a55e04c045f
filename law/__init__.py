"""What the law says, as dated data and pure functions. Knows no other room and has no pages.

Legal wording (labels, citations, document numbers) is kept as plain Chinese: it is quoted, never
translated. Sentences addressed to a user go through gettext.
"""
