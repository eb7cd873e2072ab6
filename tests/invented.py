"""An invented article with every kind of section."""

ROUNDUP = """World Desk

‘Not a drop’: Eden drought talks end in row

04.05.2031 18:30
Three valley towns failed to agree on how to share the last water of the Oro, according to reports.
The dry bed of the Oro below Eden on Sunday.
Photo: Lumen/A. Quill

“Nobody will get a drop of ours,” Eden's mayor, Ruth Aldous, told OTV. “We gave in June. We gave in May.”

Aldous denied that the dam had been closed, the Herald reported.

Who closed the dam?

The water office in Oro Falls said that it did not know.

‘We can wait’

“We can wait,” Š. Marek of the farmers' union said. He left early.

(ab/cd)

Source: Valley Herald, Oro Wire
"""
