// Writes the tables of internal/source/gitlog/linguist; apart so that go-enry
// stays out of the product.
module github.com/backsight/backsight/tools/linguist

go 1.26.0

require (
	github.com/backsight/backsight v0.0.0
	github.com/go-enry/go-enry/v2 v2.9.6
)

require github.com/go-enry/go-oniguruma v1.2.1 // indirect

replace github.com/backsight/backsight => ../..
