def docx(content):
    return b""
