"""The operations on texts of letters and on how the company's paper looks."""

from typing import Any
from uuid import UUID

import msgspec
from litestar import Response
from msgspec import UNSET

from karhu.contract import types
from karhu.contract.call import Call, opens_its_own
from karhu.customers.ledger import hold
from karhu.kit import db
from karhu.kit.problems import missing, refused
from karhu.letters.document import DocumentKind, Language
from karhu.letters.variables import STEPS, VARIABLES
from karhu.letters.wording import built_in
from karhu.templates import looks, service
from karhu.templates.checking import faults_of, texts_from
from karhu.templates.logos import PICTURES, checked_logo
from karhu.templates.previewing import case_of, drawn, examples_in
from karhu.templates.shown import look_shown, template_shown, texts_shown


async def list_templates(call: Call) -> types.TemplatePage:
    """All texts of the company with their present words."""
    rows = await service.list_templates(call.connection, call.company_id)
    return types.TemplatePage(items=[template_shown(row) for row in rows])


async def create_template(call: Call, *, body: types.TemplateWrite) -> types.Template:
    """Add a text of letters."""
    ledger = await hold(call.connection, call.company_id, now=call.now)
    template = service.NewTemplate(
        kind=body.kind,
        name=body.name,
        is_default=body.is_default is True,
        texts=texts_from(body.texts),
    )
    template_id = await service.create_template(
        call.connection, ledger, template, actor=call.actor.label
    )
    call.located_at(f"templates/{template_id}")
    return await _one(call, template_id)


async def get_template(call: Call, *, template_id: UUID) -> types.Template:
    """A text of letters with all its versions."""
    return await _one(call, template_id)


async def update_template(
    call: Call, *, template_id: UUID, body: types.TemplateChanges
) -> types.Template:
    """Change a text of letters; raises 412 and 428 as If-Match asks."""
    ledger = await hold(call.connection, call.company_id, now=call.now)
    row = await service.find_template(call.connection, call.company_id, template_id)
    call.edits(row["etag"])
    edit = service.Edit(
        name=None if body.name is UNSET else body.name.strip(),
        is_default=None if body.is_default is UNSET else body.is_default,
        texts=None if body.texts is UNSET else texts_from(body.texts),
    )
    await service.change_template(call.connection, ledger, row, edit, actor=call.actor.label)
    return await _one(call, template_id)


async def delete_template(call: Call, *, template_id: UUID) -> None:
    """Delete a text that is no default and that no rule names."""
    ledger = await hold(call.connection, call.company_id, now=call.now)
    row = await service.find_template(call.connection, call.company_id, template_id)
    await service.delete_template(call.connection, ledger, row, actor=call.actor.label)


async def list_built_in_texts(call: Call) -> types.BuiltInTextPage:
    """What letters say where the company has no words of its own."""
    kinds: list[Any] = list(STEPS)
    return types.BuiltInTextPage(
        items=[types.BuiltInText(kind=kind, texts=texts_shown(built_in(kind))) for kind in kinds]
    )


async def list_template_variables(
    call: Call,
    *,
    language: Language | None = None,
    kind: DocumentKind | None = None,
    invoice_id: UUID | None = None,
) -> types.TemplateVariablePage:
    """What texts may say of a case, with what they would say of the one that is shown."""
    case = await case_of(
        call.connection, call.company_id,
        kind=kind or "reminder", language=language, invoice_id=invoice_id, now=call.now,
    )  # fmt: skip
    examples = examples_in(case)
    return types.TemplateVariablePage(
        items=[
            types.TemplateVariable(
                name=one.name, finnish_name=one.finnish, code=one.name, example=examples[one.name]
            )
            for one in VARIABLES
        ]
    )


@opens_its_own
async def preview_template(call: Call, *, body: types.TemplatePreview) -> Response[bytes]:
    """A letter with unsaved texts; raises 404 for the invoice, 422 for words that cannot be."""
    texts = texts_from(body.texts)
    if faults := faults_of(texts, languages=(body.language,)):
        raise refused(faults)
    async with db.transaction(call.company_id) as connection:  # ended before the letter is set
        case = await case_of(
            connection, call.company_id,
            kind=body.kind, language=body.language, now=call.now,
            invoice_id=None if body.invoice_id is UNSET else UUID(body.invoice_id),
        )  # fmt: skip
    pdf = await drawn(case, texts.by(body.language))
    return Response(pdf, status_code=200, media_type="application/pdf", headers=call.headers)


async def get_look(call: Call) -> types.Look:
    """How the company's paper looks."""
    return _look(call, await looks.find_look(call.connection, call.company_id))


async def set_look(call: Call, *, body: types.LookSet) -> types.Look:
    """Set the colour of the company's paper; raises 412 and 428 as If-Match asks."""
    ledger = await hold(call.connection, call.company_id, now=call.now)
    call.edits((await looks.find_look(call.connection, call.company_id))["version"])
    row = await looks.set_colour(call.connection, ledger, body.colour, actor=call.actor.label)
    return _look(call, row)


async def get_logo(call: Call) -> Response[bytes]:
    """The picture at the head of the company's paper; raises 404 without one."""
    row = await looks.find_look(call.connection, call.company_id)
    if row["logo"] is None:
        raise missing("logo")
    headers = {**call.headers, "Cache-Control": "no-cache"}
    kind = PICTURES[row["logo_kind"]]
    return Response(row["logo"], status_code=200, media_type=kind, headers=headers)


@opens_its_own
async def set_logo(call: Call) -> Response[bytes]:
    """Set the picture at the head of the company's paper; its kind is told by its content."""
    content, kind = await checked_logo(call)
    async with db.transaction(call.company_id) as connection:
        ledger = await hold(connection, call.company_id, now=call.now)
        row = await looks.set_logo(connection, ledger, content, kind, actor=call.actor.label)
    shown = _look(call, row)
    return Response(
        msgspec.json.encode(shown), status_code=200, media_type="application/json",
        headers=call.headers,
    )  # fmt: skip


async def delete_logo(call: Call) -> None:
    """Take the picture from the company's paper."""
    ledger = await hold(call.connection, call.company_id, now=call.now)
    await looks.set_logo(call.connection, ledger, None, "", actor=call.actor.label)


def _look(call: Call, row: Any) -> types.Look:
    call.etag(row["version"])
    return look_shown(row)


async def _one(call: Call, template_id: UUID) -> types.Template:
    row = await service.find_template(call.connection, call.company_id, template_id)
    versions = await service.list_versions(call.connection, call.company_id, template_id)
    call.etag(row["etag"])
    return template_shown(row, versions)
