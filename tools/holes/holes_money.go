package main

// money are the holes in the ledger.
var money = []hole{
	{
		name: "entry-out-of-balance", class: "unbalanced entry of the ledger",
		sql: `drop trigger entry_balances on entries`,
		in:  "internal/billing", by: "TestTheDatabaseItselfRefusesAnEntryThatDoesNotBalance",
	}, {
		name: "ledger-rewritten", class: "writable ledger",
		sql: `drop trigger keep_ledger on lines`,
		in:  "internal/billing", by: "TestTheDatabaseItselfKeepsWhatWasPosted",
	}, {
		name: "paid-twice", class: "charge paid beyond what is owed",
		sql: `drop trigger never_negative on lines`,
		in:  "internal/billing", by: "TestTheDatabaseItselfRefusesToPayTwice",
	}, {
		name: "allocated-over-the-balance", class: "money allocated over the balance",
		file: "internal/billing/allocate.go", is: `part := min(amount, c.Cents)`, becomes: `part := hole.Or(HOLE, amount, min(amount, c.Cents))`,
		in: "internal/billing", by: "TestWhatIsPaidTooMuchStaysAsCredit TestAPaymentPaysItsVisitFirstAndThenTheOldest",
	}, {
		name: "cents-rounded", class: "money rounded",
		file: "internal/billing/amount.go", is: `c = Cents(whole*100 + part)`, becomes: `c = Cents(whole*100 + hole.Or(HOLE, part/10*10, part))`,
		in: "internal/billing", by: "TestAnAmountIsReadAsPeopleTypeIt",
	}, {
		name: "money-leaves-alone", class: "own act approved",
		sql: `alter table givebacks drop constraint giveback_second_person`,
		in:  "internal/billing", by: "TestTheDatabaseItselfLetsNoMoneyLeaveAlone",
	},
}
