import contextlib
import io
import os
import tempfile
import unittest

import cli


def run(*argv):
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            code = cli.main(list(argv))
        except SystemExit as end:
            code = end.code
    return code, out.getvalue()


class ColumnCount(unittest.TestCase):
    def file(self, text):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = os.path.join(folder.name, "in.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def test_counts_the_most_frequent_first(self):
        path = self.file("city,n\nOslo,1\n東京,2\nOslo,3\n")
        self.assertEqual(run("city", path), (0, "2  Oslo\n1  東京\n"))

    def test_an_empty_file_gives_nothing(self):
        self.assertEqual(run("city", self.file("")), (0, ""))

    def test_control_characters_are_shown_escaped(self):
        self.assertEqual(run("city", self.file("city\n\x1b[31m\n")), (0, "1  \\x1b[31m\n"))

    def test_broken_input_names_its_line(self):
        with self.assertRaisesRegex(ValueError, "line 3: 2 fields instead of 1"):
            run("city", self.file("city\nOslo\nRom,2\n"))

    def test_an_unknown_column_names_those_there_are(self):
        with self.assertRaisesRegex(ValueError, "has no column 'town'; it has city"):
            run("town", self.file("city\n"))

    def test_a_missing_file(self):
        with self.assertRaises(OSError):
            run("city", "missing.csv")

    def test_wrong_use(self):
        self.assertEqual(run()[0], 2)


if __name__ == "__main__":
    unittest.main()
