from typing import Any

from casework.models import WorkflowRecord


def shown_files(record: WorkflowRecord) -> list[dict[str, Any]]:
    """The photos and files of a record as templates/components/attachments.html wants them; one query."""
    return [
        {
            "name": file.name,
            "label": file.label,
            "size": file.size,
            "sha256": file.sha256,
            "uploaded_by": file.uploaded_by,
            "uploaded_at": file.uploaded_at,
            "is_photo": file.is_photo,
            "icon": "image" if file.is_photo else "file",
            "url": file.url,
            "original_url": file.original_url,
            "scan_mark": file.scan_mark,
        }
        for file in record.attachments.select_related("uploaded_by")
    ]
