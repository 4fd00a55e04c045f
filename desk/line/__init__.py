"""One line for everything (一句话办事): what somebody types into the box, read by a small grammar over the tables of the house.

`words` is the one table of what acts, questions and kinds are called in short; `reading` cuts a line into tokens, without a
database; `lexicon` is what the reader knows; `finding` looks up what was named; `proposals` are acts as forms to be confirmed;
`answers` are lists. Nothing is done by reading (docs/adr/0500-one-line.md).
"""
