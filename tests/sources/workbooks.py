"""Small Excel workbooks, written part by part so that a test can bend any of them."""

import io
import zipfile

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook(sheet_data: str, **more: str | bytes) -> bytes:
    """A workbook of one sheet; `more` are further parts, with __ for / in their names."""
    relation = (
        f'<Relationships xmlns="{_RELS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/%s" Target="%s"/></Relationships>'
    )
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relation % ("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relation % ("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{sheet_data}</sheetData></worksheet>'
        ),
    }
    parts |= {name.replace("__", "/"): content for name, content in more.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def texts(row: int, *cells: str) -> str:
    """A row of text cells from column A on."""
    made = (
        f'<c r="{chr(65 + place)}{row}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for place, cell in enumerate(cells)
    )
    return f'<row r="{row}">{"".join(made)}</row>'
