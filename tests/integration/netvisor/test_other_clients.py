"""Quirks of the other clients that exist, on the wire."""

from typing import Any
from urllib.parse import quote

import pytest

from karhu.kit import clock, db
from karhu.netvisor.credentials import Credentials, add_credentials
from tests.integration.netvisor.conftest import BUSINESS_ID, Integration
from tests.integration.netvisor.signer import Reply, Signer
from tests.integration.netvisor.test_pypi_client import built_in_of, code


def body(base: str = "", additional: str = "", *, charset: str = "utf-8") -> bytes:
    text = (
        f"<root><customer><customerbaseinformation>{base}</customerbaseinformation>"
        f"<customeradditionalinformation>{additional}</customeradditionalinformation>"
        "</customer></root>"
    )
    return text.encode(charset)


def rule(
    text: str, by: str = "customer", element: str = "receivablesmanagementautomationrule"
) -> str:
    return f'<{element} type="{by}">{text}</{element}>'


def added(signer: Signer, content: bytes, **options: Any) -> int:
    reply = signer.ask("/customer.nv?method=add", method="POST", body=content, **options)
    assert reply.statuses == ["OK"], reply.content
    return int(reply.text("Replies/InsertedDataIdentifier") or 0)


def edited(signer: Signer, key: int, content: bytes) -> Reply:
    target = f"/customer.nv?method=edit&id={key}"
    return signer.ask(target, method="POST", body=content)


def test_an_unencoded_query_may_be_signed(integration: Integration) -> None:
    signer = integration.signer()
    added(signer, body(f"<name>Lumi Oy</name><internalidentifier>{code()}</internalidentifier>"))
    signer = integration.signer()
    typed = "/customerlist.nv?keyword=Lumi Öy & Co"
    sent = "/customerlist.nv?keyword=" + quote("Lumi Öy & Co", safe="&")
    assert signer.ask(sent, signs=typed).code == "OK"
    plus = "/customerlist.nv?keyword=Lumi+Oy"
    assert signer.ask(plus, signs="/customerlist.nv?keyword=Lumi Oy").code == "OK"


@pytest.mark.parametrize(
    "path", ["/customerlist.nv", "/CUSTOMERLIST.NV", "//Customerlist.nv", "/a/b//CustomerList.nv"]
)
def test_a_path_counts_in_any_capitals_and_behind_any_prefix(
    integration: Integration, path: str
) -> None:
    assert integration.signer().ask(path).code == "OK"


def test_the_address_of_the_proxy_may_be_signed(integration: Integration) -> None:
    signer = integration.signer()
    for origin in ("https://karhu.example.com", "https://karhu.example.com/netvisor"):
        headers = signer.headers(f"{origin}/customerlist.nv")
        assert signer.send("/customerlist.nv", headers).code == "OK"
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "nv.example.org"}
    headers = signer.headers("https://nv.example.org/customerlist.nv") | forwarded
    assert signer.send("/customerlist.nv", headers).code == "OK"


def test_an_address_elsewhere_is_not_ours(integration: Integration) -> None:
    signer = integration.signer()
    headers = signer.headers("https://integration.netvisor.fi/customerlist.nv")
    assert signer.send("/customerlist.nv", headers).code == "AUTHENTICATION_FAILED"


@pytest.mark.parametrize("name", ["ID", "Id", "id"])
def test_names_of_the_query_count_in_any_capitals(integration: Integration, name: str) -> None:
    signer = integration.signer()
    key = added(signer, body("<name>Oy</name>"))
    reply = signer.ask(f"/getcustomer.nv?{name}={key}&REPLYOPTION=2")
    assert reply.text("Customer/CustomerBaseInformation/NetvisorKey") == str(key)
    assert reply.text(".//AutomationRule") == "Yleinen, yritykset"


@pytest.mark.parametrize("charset", ["iso-8859-1", "iso-8859-15", "utf-8"])
def test_a_sender_with_umlauts_may_be_signed_in_any_charset(
    integration: Integration, charset: str
) -> None:
    assert (
        integration.signer(sender="Mäki Oy", charset=charset).ask("/customerlist.nv").code == "OK"
    )


@pytest.mark.parametrize(
    ("charset", "content_type"),
    [
        ("iso-8859-15", None),
        ("iso-8859-15", "text/plain"),
        ("utf-8", "application/xml"),
        ("utf-8", "text/plain;charset=UTF-8"),
    ],
)
def test_a_body_may_come_in_either_charset(
    integration: Integration, charset: str, content_type: str | None
) -> None:
    signer = integration.signer()
    content = body("<name>Häkkilä € Oy</name>", charset=charset)
    key = added(signer, content, content_type=content_type)
    reply = signer.ask(f"/getcustomer.nv?id={key}")
    assert reply.text(".//Name") == "Häkkilä € Oy"


def test_elements_count_in_any_capitals_and_any_order(integration: Integration) -> None:
    signer = integration.signer()
    content = (
        b"<Root><Customer><CustomerAdditionalInformation><Comment>x</Comment>"
        b"</CustomerAdditionalInformation><customerBaseInformation><CITY>Oulu</CITY>"
        b"<Name>Oy</Name></customerBaseInformation></Customer></Root>"
    )
    key = added(signer, content)
    reply = signer.ask(f"/getcustomer.nv?id={key}")
    assert (reply.text(".//City"), reply.text(".//Comment")) == ("Oulu", "x")


def test_the_next_code_is_given_when_it_is_automatic(integration: Integration) -> None:
    signer = integration.signer()
    content = body('<internalidentifier type="automatic"></internalidentifier><name>Oy</name>')
    keys = [added(signer, content) for _ in range(2)]
    codes = [signer.ask(f"/getcustomer.nv?id={key}").text(".//InternalIdentifier") for key in keys]
    assert len(set(codes)) == 2
    assert all(codes)


def test_only_the_given_statuses_are_sent_and_only_when_asked_for(integration: Integration) -> None:
    for statuses, expected in (("1", [401, 400, 404, 200]), (None, [200] * 4), ("0", [200] * 4)):
        signer = integration.signer(statuses=statuses)
        replies = [
            signer.ask("/customerlist.nv", mac="0" * 64),
            signer.ask("/getcustomer.nv?id=999999"),
            signer.ask("/salesinvoicelist.nv"),
            signer.ask("/customerlist.nv"),
        ]
        assert [reply.status for reply in replies] == expected
        assert [reply.code for reply in replies] == [
            "AUTHENTICATION_FAILED",
            "INVALID_DATA",
            "INVALID_DATA",
            "OK",
        ]


def test_a_failure_is_what_php_clients_search_for(integration: Integration) -> None:
    reply = integration.signer().ask("/getcustomer.nv?id=999999")
    assert b"<Status>FAILED</Status><Status>INVALID_DATA :: " in reply.content
    assert reply.text("ResponseStatus/TimeStamp")


def test_a_bad_signature_is_not_told_what_was_expected(integration: Integration) -> None:
    reply = integration.signer().ask("/customerlist.nv", mac="0" * 64)
    for secret in (integration.credentials.customer_key, integration.credentials.partner_key):
        assert secret.encode() not in reply.content
    assert b"127.0.0.1" not in reply.content


def test_an_identical_get_may_be_repeated_and_a_changed_one_may_not(
    integration: Integration,
) -> None:
    signer = integration.signer()
    headers = signer.headers(f"{signer.url}/customerlist.nv?keyword=a", transaction_id=code())
    assert [signer.send("/customerlist.nv?keyword=a", headers).code for _ in range(3)] == ["OK"] * 3
    transaction = headers["X-Netvisor-Authentication-TransactionId"]
    other = signer.ask("/customerlist.nv?keyword=b", transaction_id=transaction)
    assert other.code == "REQUEST_NOT_UNIQUE"


def test_a_repeated_post_is_refused_whatever_became_of_the_first(integration: Integration) -> None:
    signer, target = integration.signer(), "/customer.nv?method=add"
    for content, expected in ((body("<name>Oy</name>"), "OK"), (b"<broken", "INVALID_DATA")):
        headers = signer.headers(signer.url + target, transaction_id=code())
        codes = [signer.send(target, headers, method="POST", body=content).code for _ in range(2)]
        assert codes == [expected, "REQUEST_NOT_UNIQUE"]


@pytest.mark.parametrize("header", ["TimestampUnix", "MAC", "Sender", "TransactionId", "PartnerId"])
def test_a_header_left_out_is_a_signature_missing(integration: Integration, header: str) -> None:
    signer = integration.signer()
    headers = signer.headers(f"{signer.url}/customerlist.nv")
    del headers[f"X-Netvisor-Authentication-{header}"]
    assert signer.send("/customerlist.nv", headers).code == "AUTHENTICATION_FAILED"


@pytest.mark.parametrize("algorithm", ["SHA256", "MD5"])
def test_plain_hashes_are_refused_unless_the_keys_were_made_for_them(
    integration: Integration, algorithm: str
) -> None:
    import asyncio

    assert (
        integration.signer(algorithm=algorithm).ask("/customerlist.nv").code
        == "AUTHENTICATION_FAILED"
    )

    async def older() -> Credentials:
        await db.open_pool(integration.database)
        async with db.transaction(integration.company_id) as connection:
            made = await add_credentials(
                connection, integration.company_id, partner_id=code(),
                allows_weak_hashes=True, actor="test", now=clock.now(),
            )  # fmt: skip
        await db.close_pool()
        return made

    signer = Signer(integration.url, asyncio.run(older()), BUSINESS_ID, algorithm=algorithm)
    headers = signer.headers(f"{signer.url}/customerlist.nv")
    assert [signer.send("/customerlist.nv", headers).code for _ in range(2)] == ["OK", "OK"]
    signer.algorithm = "HMACSHA256"
    assert signer.ask("/customerlist.nv").code == "OK"


@pytest.mark.req("R073")
@pytest.mark.parametrize(
    "element", ["receivablesmanagementautomationrule", "receivablemanagementautomationrule"]
)
def test_a_rule_is_given_by_name_or_key_when_creating_and_when_editing(
    integration: Integration, element: str
) -> None:
    signer = integration.signer()
    [blocked] = integration.fetch(
        "select key, name from rules where built_in = 'automation_blocked'"
    )
    by_name = body("<name>Oy</name>", rule(blocked["name"].upper(), element=element))
    key = added(signer, by_name)
    assert built_in_of(integration, key) == "automation_blocked"
    by_key = body("<name>Oy</name>", rule(str(blocked["key"]), "netvisor", element))
    assert built_in_of(integration, added(signer, by_key)) == "automation_blocked"
    [general] = integration.fetch("select key, name from rules where built_in = 'general_business'")
    assert edited(signer, key, body(additional=rule(general["name"], element=element))).code == "OK"
    assert built_in_of(integration, key) == "general_business"
    assert (
        edited(signer, key, body(additional=rule(str(blocked["key"]), "netvisor", element))).code
        == "OK"
    )
    assert built_in_of(integration, key) == "automation_blocked"


@pytest.mark.req("R074")
def test_a_rule_left_out_is_the_default_one_and_a_blank_one_becomes_it(
    integration: Integration,
) -> None:
    signer = integration.signer()
    person = "<name>Maija</name><isprivatecustomer>1</isprivatecustomer>"
    assert built_in_of(integration, added(signer, body(person))) == "general_consumer"
    assert built_in_of(integration, added(signer, body(person, rule("")))) == "general_consumer"
    foreign = body("<name>AB</name><country>SE</country>")
    assert built_in_of(integration, added(signer, foreign)) == "automation_blocked"
    [blocked] = integration.fetch("select name from rules where built_in = 'automation_blocked'")
    key = added(signer, body("<name>Oy</name>", rule(blocked["name"])))
    assert edited(signer, key, body("<city>Oulu</city>")).code == "OK"
    assert built_in_of(integration, key) == "automation_blocked"
    assert edited(signer, key, body(additional=rule(""))).code == "OK"
    assert built_in_of(integration, key) == "general_business"


@pytest.mark.parametrize(
    ("element", "named"),
    [
        (rule("B2B 14+14"), "B2B 14+14"),
        (rule("4711", "netvisor"), "4711"),
        (rule("four", "netvisor"), "four"),
        (rule("9" * 30, "netvisor"), "9" * 30),
        (rule("Yleinen, kuluttajat"), "Yleinen, kuluttajat"),
        (rule("x", "other"), "customer or netvisor"),
    ],
)
def test_a_rule_that_cannot_be_is_named_and_nothing_is_added(
    integration: Integration, element: str, named: str
) -> None:
    signer = integration.signer()
    [before] = integration.fetch("select count(*) from customers")
    reply = signer.ask(
        "/customer.nv?method=add", method="POST", body=body("<name>Oy</name>", element)
    )
    assert reply.code == "INVALID_DATA"
    assert named in reply.statuses[1]
    assert integration.fetch("select count(*) from customers") == [before]


def test_the_log_names_who_moved_a_customer(integration: Integration) -> None:
    signer = integration.signer(sender="Mäki ERP")
    key = added(signer, body("<name>Oy</name>"))
    [blocked] = integration.fetch("select name from rules where built_in = 'automation_blocked'")
    edited(signer, key, body(additional=rule(blocked["name"])))
    rows = integration.fetch(
        """select e.actor, e.kind from events e join customers c on c.id = e.customer_id
           where c.key = $1 and e.kind = 'customer_moved'""",
        key,
    )
    assert rows == [{"actor": "netvisor:Mäki ERP", "kind": "customer_moved"}]


def test_customers_are_listed_by_code_and_by_what_changed(integration: Integration) -> None:
    signer = integration.signer()
    codes = [code(), code()]
    keys = [
        added(
            signer, body(f"<name>Lista {c} Oy</name><internalidentifier>{c}</internalidentifier>")
        )
        for c in codes
    ]
    both = signer.ask(f"/customerlist.nv?customercodelist={codes[0]}%2C{codes[1]},none")
    assert [e.text for e in both.root.iter("Netvisorkey")] == [str(key) for key in keys]
    one = signer.ask(f"/customerlist.nv?customercodelist={','.join(codes)}&keyword={codes[1]}")
    assert [e.text for e in one.root.iter("Code")] == [codes[1]]
    assert one.text("Customerlist/Customer/Uri") == f"/getcustomer.nv?id={keys[1]}"
    later = signer.ask("/customerlist.nv?changedsince=2999-01-01T00:00:00")
    assert later.root.find("Customerlist") is not None
    assert list(later.root.iter("Customer")) == []
    earlier = signer.ask(f"/customerlist.nv?changedsince=2020-01-01&customercodelist={codes[0]}")
    assert len(list(earlier.root.iter("Customer"))) == 1
    ignored = f"/customerlist.nv?changedsince=2999-01-01T00:00:00&keyword={codes[0]}"
    assert len(list(signer.ask(ignored).root.iter("Customer"))) == 1


def test_a_change_of_what_is_only_kept_is_a_change(integration: Integration) -> None:
    signer = integration.signer()
    key = added(signer, body("<name>Oy</name>"))
    [before] = integration.fetch("select updated_at from customers where key = $1", key)
    assert edited(signer, key, body("", "<comment>Soita ensin</comment>")).code == "OK"
    [after] = integration.fetch("select updated_at, netvisor from customers where key = $1", key)
    assert after["updated_at"] > before["updated_at"]


@pytest.mark.parametrize(
    ("target", "method", "content"),
    [
        ("/customer.nv", "POST", body("<name>Oy</name>")),
        ("/customer.nv?method=delete", "POST", body("<name>Oy</name>")),
        ("/customer.nv?method=edit", "POST", body("<name>Oy</name>")),
        ("/customer.nv?method=edit&id=x", "POST", body("<name>Oy</name>")),
        ("/customer.nv?method=add", "GET", None),
        ("/customer.nv?method=add", "POST", None),
        ("/customer.nv?method=add", "POST", b"<root><customer>Tom & Co</customer></root>"),
        (
            "/customer.nv?method=add",
            "POST",
            b'<!DOCTYPE a [<!ENTITY b "c">]><root><customer/></root>',
        ),
        ("/getcustomer.nv", "GET", None),
        ("/getcustomer.nv?id=", "GET", None),
        ("/getcustomer.nv?id=-1", "GET", None),
        ("/getcustomer.nv?id=1&replyoption=x", "GET", None),
        ("/getcustomer.nv?idlist=" + ",".join(str(n) for n in range(501)), "GET", None),
        ("/customerlist.nv?customercodelist=" + ",".join(str(n) for n in range(101)), "GET", None),
        ("/customerlist.nv?changedsince=yesterday", "GET", None),
        ("/nothing.nv", "GET", None),
    ],
)
def test_what_cannot_be_read_is_refused_and_never_a_fault_of_ours(
    integration: Integration, target: str, method: str, content: bytes | None
) -> None:
    reply = integration.signer().ask(target, method=method, body=content)
    assert reply.code == "INVALID_DATA", reply.content
    assert reply.status in (400, 404)


def test_a_body_without_end_is_refused(integration: Integration) -> None:
    content = body("<name>Oy</name>", f"<comment>{'x' * 1_000_000}</comment>")
    reply = integration.signer().ask("/customer.nv?method=add", method="POST", body=content)
    assert reply.code == "INVALID_DATA_SIZE"


def test_an_empty_list_of_customers_is_there(integration: Integration) -> None:
    reply = integration.signer().ask("/getcustomer.nv?idlist=999999")
    assert reply.code == "OK"
    assert reply.root.find("Customers") is not None
