"""The same reports in every format that is taken in, written with Python's own library."""

import email.message
import email.policy
import gzip
import html
import io
import json
import tarfile
import textwrap
import zipfile
import zlib
from xml.sax.saxutils import escape

# How many lines of text a page of a PDF has, and how many letters a line.
LINES, LETTERS = 60, 95


def paragraphs(report):
    return [part.strip() for part in report["text"].split("\n") if part.strip()]


def title(report):
    return report.get("title") or paragraphs(report)[0][:80]


def day(report):
    return (report.get("published") or "2024-02-12")[:10]


def text(report):
    return f"{title(report)}\n\n{day(report)}\n\n{report['text']}".encode()


def page(report):
    body = "".join(f"<p>{html.escape(part)}</p>" for part in paragraphs(report))
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{html.escape(title(report))}</title>"
        f"<meta property='article:published_time' content='{day(report)}T08:00:00Z'></head><body><nav><ul>"
        f"<li><a href='/'>Home</a><li><a href='/world'>World</a></ul></nav><article><h1>{html.escape(title(report))}</h1>"
        f"{body}</article><footer><p>All rights reserved.</p></footer></body></html>"
    ).encode()


def line(report):
    return json.dumps({key: report.get(key) for key in ("id", "title", "published", "outlet", "url", "text")}).encode()


def pdf(report):
    """A PDF of one column in Helvetica, its pages compressed; letters outside Latin-1 become question marks."""
    lines = [title(report), day(report), ""]
    for part in paragraphs(report):
        lines += [*textwrap.wrap(part, LETTERS), ""]
    pages = [lines[at : at + LINES] for at in range(0, len(lines), LINES)]
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    kids = []
    for number, written in enumerate(pages):
        shown = "".join(
            "({}) Tj T*\n".format(one.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")) for one in written
        )
        stream = zlib.compress(f"BT /F1 10 Tf 12 TL 50 780 Td\n{shown}ET".encode("cp1252", "replace"))
        kids.append(f"{4 + 2 * number} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, written in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, written))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def message(report):
    mail = email.message.EmailMessage(policy=email.policy.SMTP)
    mail["From"] = "Press Office <press@desk.example>"
    mail["Subject"] = " ".join(title(report).split())
    mail["Date"] = f"{int(day(report)[8:])} Feb {day(report)[:4]} 08:00:00 +0000"
    mail["Message-ID"] = f"<{report['id']}@desk.example>"
    mail.set_content("\n\n".join(paragraphs(report)), cte="quoted-printable")
    return mail.as_bytes()


def docx(report):
    body = "".join(f"<w:p><w:r><w:t>{escape(part)}</w:t></w:r></w:p>" for part in [title(report), *paragraphs(report)])
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return packed(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
            'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
            'document.main+xml"/></Types>',
            "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
        }
    )


def packed(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, written in files.items():
            archive.writestr(name, written)
    return out.getvalue()


def feed(report):
    return (
        f"<item><title>{escape(title(report))}</title><guid>{escape(str(report['id']))}</guid>"
        f"<pubDate>{day(report)}</pubDate><description>{escape(page(report).decode())}</description></item>"
    ).encode()


def capture(report):
    """A WARC response record."""
    body = page(report)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:{report['id']}>\r\nWARC-Date: {day(report)}T09:00:00Z\r\n"
        f"WARC-Target-URI: https://desk.example/{report['id']}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    ).encode()
    return head + http + b"\r\n\r\n"


def files(make, ending):
    """A file a report."""
    return lambda reports, folder: [
        (folder / f"{at:06}.{ending}").write_bytes(make(report)) for at, report in enumerate(reports)
    ]


def joined(make, name, before=b"", after=b"", between=b"\n"):
    """One file of all reports, written as they come."""

    def write(reports, folder):
        with (folder / name).open("wb") as out:
            out.write(before)
            for report in reports:
                out.write(make(report) + between)
            out.write(after)

    return write


def mailbox(report):
    return b"From press@desk.example Mon Feb 12 08:00:00 2024\n" + message(report).replace(b"\r\n", b"\n")


def zipped(reports, folder):
    with zipfile.ZipFile(folder / "reports.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for at, report in enumerate(reports):
            archive.writestr(f"{at:06}.html", page(report))


def taped(reports, folder):
    with tarfile.open(folder / "reports.tar.gz", "w:gz", compresslevel=6) as archive:
        for at, report in enumerate(reports):
            member = tarfile.TarInfo(f"{at:06}.html")
            member.size = len(page(report))
            archive.addfile(member, io.BytesIO(page(report)))


# What is measured, each with what writes the reports into a folder.
FORMATS = {
    "JSON Lines": joined(line, "reports.jsonl"),
    "plain text": files(text, "txt"),
    "HTML": files(page, "html"),
    "PDF": files(pdf, "pdf"),
    "DOCX": files(docx, "docx"),
    "mail (EML)": files(message, "eml"),
    "mailbox (MBOX)": joined(mailbox, "reports.mbox"),
    "feed (RSS)": joined(feed, "reports.rss", b"<rss version='2.0'><channel><title>Desk</title>", b"</channel></rss>"),
    "web archive (WARC)": joined(capture, "reports.warc", between=b""),
    "web archive, packed": joined(lambda report: gzip.compress(capture(report), 6), "reports.warc.gz", between=b""),
    "HTML in a ZIP": zipped,
    "HTML in a tar.gz": taped,
}
