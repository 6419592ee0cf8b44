"""Whether the reports that are measured come out of every format as they went in."""

import io
import json
import tempfile
import unittest
import zipfile
from pathlib import Path

import formats

REPORT = {"id": "r1", "title": "Ferry sinks off Korva", "published": "2024-02-12", "text": "A ferry sank (twice).\n\nNine died."}


class Formats(unittest.TestCase):
    def test_every_format_is_written(self):
        for name, write in formats.FORMATS.items():
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                write([REPORT, {**REPORT, "id": "r2"}], Path(folder))
                self.assertGreater(sum(file.stat().st_size for file in Path(folder).iterdir()), 100)

    def test_a_pdf_names_where_its_objects_stand(self):
        written = formats.pdf(REPORT)
        start = int(written.split(b"startxref\n")[1].split()[0])
        self.assertTrue(written[start:].startswith(b"xref"))
        for number, place in enumerate(written[start:].splitlines()[3:8], 1):
            at = int(place.split()[0])
            self.assertTrue(written[at:].startswith(b"%d 0 obj" % number))

    def test_a_capture_is_as_long_as_it_says(self):
        head, _, rest = formats.capture(REPORT).partition(b"\r\n\r\n")
        length = int(head.split(b"Content-Length: ")[1])
        self.assertEqual(rest[length:], b"\r\n\r\n")

    def test_a_docx_and_a_line_hold_the_text(self):
        document = zipfile.ZipFile(io.BytesIO(formats.docx(REPORT))).read("word/document.xml").decode()
        self.assertIn("A ferry sank (twice).", document)
        self.assertEqual(json.loads(formats.line(REPORT))["text"], REPORT["text"])


if __name__ == "__main__":
    unittest.main()
